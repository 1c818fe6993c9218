import { backtest, compileSloFiles, type SloScale } from '@sightline/alerts';
import { inRepository } from '@sightline/stack';
import type { PrometheusStore } from '@sightline/stores';
import { usageError } from '../cli-error';
import { parseMoment } from '../parse';
import { backtestText } from '../slo';
import { verb } from '../verb';
import { chosenPrometheus, type PrometheusFlag, prometheusOption } from './slo-prometheus';

interface BacktestOptions extends PrometheusFlag {
  readonly from?: Date;
  readonly to?: Date;
  readonly objective?: readonly string[];
  readonly scale?: SloScale;
  readonly compare?: boolean;
}

export const sloBacktestVerb = verb<BacktestOptions>({
  name: 'slo backtest',
  summary: 'what the alerts of an SLO would have done over stored data',
  description:
    'Evaluates the compiled rules over what the services emitted then, whatever was loaded at that time: what would have fired, for how long, and what was left of the budget at the end. Shows what another objective would have done before it is promised.',
  onlyReads: true,
  needs: ['metrics'],
  arguments: [{ name: '[file...]', description: "SLO files or folders (default: the platform's own)" }],
  options: [
    { flags: '--from <time>', description: 'from when on (default: 1d, a day ago)', parse: parseMoment },
    { flags: '--to <time>', description: 'until when (default: now)', parse: parseMoment },
    {
      flags: '--objective <percent>',
      description: 'another objective: 99.5 for all, order-latency=99.5 for one; may be given several times',
      repeatable: true,
    },
    {
      flags: '--scale <scale>',
      description: "real or demo windows (default: the running platform's)",
      choices: ['real', 'demo'],
    },
    { flags: '--compare', description: 'exit code 1 unless it agrees with what Prometheus recorded of the alerts' },
    prometheusOption,
  ],
  examples: [
    { command: 'sightline slo backtest --from 6h', does: 'the last six hours of every SLO' },
    {
      command: 'sightline slo backtest --from 7d --objective order-latency=99.5',
      does: 'what a stricter promise would have meant in the last week',
    },
    { command: 'sightline slo backtest --from 1h --compare', does: 'proves that the rules did what they would' },
  ],
  async run(call) {
    const { args, options, screen } = call;
    const { from: since = parseMoment('1d'), to: until = new Date(), objective, compare = false } = options;
    if (since >= until) throw usageError('--from is not before --to: give an earlier time, 6h for six hours ago');
    const { metrics, platform } = await chosenPrometheus(call, { patient: true });
    const supervised = platform?.has('supervisor') ? platform.supervised : undefined;
    const scale = options.scale ?? supervised?.sloScale ?? 'real';
    const files = args.length > 0 ? args : [inRepository('alerts/slos')];
    const { compilation, ok, report, diagnostics } = compileSloFiles(files, { scale, ...(objective && { objective }) });
    if (!ok) return { value: { diagnostics }, text: report, problem: true };
    if (report) screen.progress(report);

    const evaluation = await evaluationOf(metrics);
    const results = await backtest(compilation.slos, metrics, { since, until, evaluation });
    return {
      value: results,
      text: backtestText(results, { compare, paint: screen.paint }),
      problem: compare && results.some(({ agrees }) => !agrees),
    };
  },
});

/** Prometheus' own default, where it has no rules yet. */
const usualEvaluationMs = 60_000;

/** As often as it evaluates its rules. */
const evaluationOf = async (metrics: PrometheusStore): Promise<number> =>
  (await metrics.evaluationInterval().catch(() => undefined)) ?? usualEvaluationMs;
