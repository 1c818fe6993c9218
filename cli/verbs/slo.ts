import { NotFound } from '../cli-error';
import { readSloStatus, sloTable } from '../slo';
import { verb } from '../verb';
import { chosenPrometheus, type PrometheusFlag, prometheusOption } from './slo-prometheus';

export const sloVerb = verb<PrometheusFlag>({
  name: 'slo',
  summary: 'how much of every error budget is left, and how fast it goes',
  description:
    'Of every SLO: what was promised, what is kept now, the share of the budget left, the burn rate over every window, when the budget ends at the rate of the last hour, and which alerts fire. Exit code 1 when a budget is spent or a page fires.',
  onlyReads: true,
  needs: ['metrics'],
  options: [prometheusOption],
  examples: [
    { command: 'sightline slo', does: 'one row for each SLO' },
    { command: 'sightline slo --json --prometheus http://prometheus:9090', does: 'those of another Prometheus' },
  ],
  async run(call) {
    const at = new Date();
    const { metrics } = await chosenPrometheus(call);
    const slos = await readSloStatus(metrics, at);
    if (slos.length === 0)
      throw new NotFound('no SLO is recorded yet: rules are evaluated every few seconds; are they loaded?');
    const problem = slos.some(({ budgetLeft = 1, firing }) => budgetLeft <= 0 || firing.some(isPage));
    return { value: slos, text: sloTable(slos, { paint: call.screen.paint, at }), problem };
  },
});

const isPage = ({ urgency }: { readonly urgency: string }) => urgency === 'page';
