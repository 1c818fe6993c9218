import { readPlatform } from '@sightline/stack';
import { faults, faultsText } from '../fault';
import { verb } from '../verb';

export const faultListVerb = verb({
  name: 'fault list',
  summary: 'what can be done to the platform from outside',
  onlyReads: true,
  needs: ['supervisor'],
  examples: [
    { command: 'sightline fault list', does: 'all of them, and whether they were played while `why` was made' },
  ],
  async run() {
    const platform = readPlatform();
    const all = faults.map(({ name, title, heldOut, obstacle }) => {
      const hindrance = platform && obstacle?.(platform);
      return { name, title, heldOut, ...(hindrance !== undefined && { obstacle: hindrance }) };
    });
    return { value: all, text: faultsText(all) };
  },
});
