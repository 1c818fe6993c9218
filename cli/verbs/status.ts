import { withMemory } from '@sightline/stack';
import { platformJson, platformTable } from '../up/table';
import { verb } from '../verb';

export const statusVerb = verb({
  name: 'status',
  summary: 'what runs, where, and how it is doing',
  onlyReads: true,
  needs: ['supervisor'],
  examples: [{ command: 'sightline status', does: 'every component: version, state, restarts, memory, address' }],
  async run({ connect }) {
    const platform = withMemory((await connect()).supervised);
    const problem = platform.components.some(({ status }) => status !== 'ready');
    return { value: platformJson(platform), text: platformTable(platform), problem };
  },
});
