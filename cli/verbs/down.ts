import { stopPlatform } from '@sightline/stack';
import { verb } from '../verb';

export const downVerb = verb({
  name: 'down',
  summary: 'stop the platform; its data stays',
  onlyReads: false,
  needs: ['supervisor'],
  examples: [{ command: 'sightline down', does: 'stops every engine and service, leaves no process behind' }],
  async run({ screen }) {
    screen.progress('stopping');
    const stopped = await stopPlatform();
    return { value: { stopped }, text: stopped ? 'Stopped; nothing is left running' : 'Nothing was running' };
  },
});
