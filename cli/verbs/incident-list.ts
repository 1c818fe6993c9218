import { readPlatform } from '@sightline/stack';
import { type Incident, incidentPlatform, incidents, incidentsOn } from '@sightline/traffic';
import { findIncident, incidentsText, incidentText } from '../incident';
import { runningPlatform } from '../platform';
import { verb } from '../verb';

export const incidentListVerb = verb({
  name: 'incident list',
  summary: 'what can be made to go wrong, and how it shows',
  onlyReads: true,
  needs: ['supervisor'],
  arguments: [{ name: '[incident]', description: 'all about this one' }],
  examples: [
    { command: 'sightline incident list', does: 'all of them, each with its cause and the alert it must raise' },
    {
      command: 'sightline incident list n-plus-one',
      does: 'what happens, where it shows, what tells it, how to mend it',
    },
  ],
  async run({ args: [name] }) {
    const on = readPlatform() ? await incidentsOn(incidents, incidentPlatform(runningPlatform())) : [];
    const withState = (incident: Incident) => ({ ...incident, isOn: on.includes(incident) });
    if (name === undefined) return { value: incidents.map(withState), text: incidentsText(incidents, on) };
    const incident = findIncident(name);
    return { value: withState(incident), text: incidentText(incident) };
  },
});
