import { explainCommand } from '@sightline/alerts';
import { verb } from '../verb';
import { type SloFileFlags, sloFileArgument, sloFileOptions, sloFileOutcome } from './slo-file';

export const sloExplainVerb = verb<SloFileFlags>({
  name: 'slo explain',
  summary: 'what an SLO promises, and when which alert would fire, in words',
  onlyReads: true,
  arguments: [sloFileArgument],
  options: sloFileOptions,
  examples: [
    { command: 'sightline slo explain alerts/slos/order-latency.yaml', does: 'its promise, its budget, its alerts' },
    {
      command: 'sightline slo explain alerts/slos --traffic 10',
      does: 'what each can tell at ten events an hour, and how soon',
    },
    { command: 'sightline slo explain alerts/slos --scale demo', does: 'the same for all, at demo scale' },
  ],
  async run({ args, options, screen }) {
    return sloFileOutcome(explainCommand(args, options), screen);
  },
});
