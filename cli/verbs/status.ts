import { readPlatform } from '@sightline/stack';
import { CliError } from '../cli-error';
import { platformJson, platformTable } from '../platform/table';
import { verb } from '../verb';

export const statusVerb = verb({
  name: 'status',
  summary: 'what runs, where, and how it is doing',
  onlyReads: true,
  examples: [{ command: 'sightline status', does: 'every component: version, state, restarts, memory, address' }],
  async run() {
    const platform = readPlatform();
    if (platform === undefined) {
      throw new CliError('PLATFORM_NOT_RUNNING', 'No platform is running here: start it with `npm start`');
    }
    const problem = platform.components.some(({ status }) => status !== 'ready');
    return { value: platformJson(platform), text: platformTable(platform), problem };
  },
});
