import { incidentPlatform, incidents, stopAll } from '@sightline/traffic';
import { findIncident } from '../incident';
import { verb } from '../verb';

export const incidentStopVerb = verb({
  name: 'incident stop',
  summary: 'put right what was made to go wrong',
  description: 'Switches the cause of one incident off, or of all of them. Nothing happens where none is on.',
  onlyReads: false,
  needs: ['supervisor'],
  arguments: [{ name: '[incident]', description: 'only this one' }],
  examples: [
    { command: 'sightline incident stop', does: 'everything is as it should be' },
    { command: 'sightline incident stop slow-bank', does: 'the bank is as quick as usual' },
  ],
  async run({ args: [name], connect }) {
    const stopped = name === undefined ? incidents : [findIncident(name)];
    await stopAll(stopped, incidentPlatform((await connect()).supervised));
    return {
      value: { stopped: stopped.map((incident) => incident.name) },
      text: name ? `${name} is off` : 'All are off',
    };
  },
});
