import { diagnose, diagnosisText } from '../doctor';
import { verb } from '../verb';

export const doctorVerb = verb({
  name: 'doctor',
  summary: 'send an order through and prove every hop of its telemetry',
  description:
    'Places an order that will be paid and looks for it everywhere: every span where it belongs, log lines of both services joined by trace id, metrics that moved, an exemplar that opens a trace, nothing lost in the collector. Names the first broken hop and what to look at next.',
  onlyReads: false,
  needs: ['shop', 'traces', 'logs', 'metrics'],
  disturbs: 'sends a probe of its own through the platform',
  examples: [
    { command: 'sightline doctor', does: 'a table of hops; exit code 1 when one is broken' },
    { command: 'sightline doctor --json', does: 'the same for a program' },
  ],
  async run({ screen, connect }) {
    const diagnosis = await diagnose(await connect(), screen.progress);
    return { value: diagnosis, text: diagnosisText(diagnosis, screen.paint), problem: !diagnosis.healthy };
  },
});
