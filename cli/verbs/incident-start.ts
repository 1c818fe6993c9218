import { incidentPlatform, startIncident } from '@sightline/traffic';
import { findIncident, incidentText } from '../incident';
import { verb } from '../verb';

export const incidentStartVerb = verb({
  name: 'incident start',
  summary: 'make something go wrong, until it is stopped',
  description:
    'Switches the cause of an incident on and leaves it on. It ends with `incident stop`, and with the platform.',
  onlyReads: false,
  needs: ['supervisor'],
  arguments: [{ name: '[incident]', description: 'its name, from `incident list`' }],
  examples: [{ command: 'sightline incident start slow-bank', does: 'the bank takes seconds to answer from here on' }],
  async run({ args: [name], connect }) {
    const incident = findIncident(name);
    await startIncident(incident, incidentPlatform((await connect()).supervised));
    return {
      value: incident,
      text: `${incidentText(incident)}\n\nIt is on. End it with: sightline incident stop ${name}`,
    };
  },
});
