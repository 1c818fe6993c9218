import type { Sli } from '../model';
import type { OpenSloIndicator, OpenSloMetric, OpenSloObjective } from './openslo-schema';
import { promqlProblem, readQuantity } from './quantity';
import type { Reporter } from './reporter';
import type { Path } from './yaml-source';

export interface IndicatorAt {
  readonly spec: OpenSloIndicator;
  readonly path: Path;
  /** The reporter of the document it stands in: an SLI may be another document than the SLO. */
  readonly reporter: Reporter;
}

/** The one kind of indicator that is given, or undefined with everything wrong reported. */
export function readIndicator(
  { spec, path, reporter }: IndicatorAt,
  objective: OpenSloObjective,
  objectivePath: Path,
  objectiveReporter: Reporter,
): Sli | undefined {
  const { ratioMetric, thresholdMetric } = spec;
  if (!ratioMetric === !thresholdMetric)
    return reporter.add({
      code: 'indicator',
      path,
      reason: 'exactly one of ratioMetric and thresholdMetric is needed',
      hint: 'Give ratioMetric with good and total, bad and total, or raw.',
    });
  if (thresholdMetric) {
    const query = readExpression(thresholdMetric, [...path, 'thresholdMetric'], reporter);
    const { op, value } = objective;
    if (op === undefined || value === undefined)
      return objectiveReporter.add({
        code: 'indicator',
        path: objectivePath,
        reason: 'a thresholdMetric needs op and value in the objective',
        hint: 'Write op: lte and value: 30, for example.',
      });
    return query === undefined ? undefined : { kind: 'threshold', query, op, value };
  }
  return ratioMetric && readRatio(ratioMetric, [...path, 'ratioMetric'], reporter);
}

function readRatio(
  ratio: NonNullable<OpenSloIndicator['ratioMetric']>,
  path: Path,
  reporter: Reporter,
): Sli | undefined {
  const { good, bad, total, raw, rawType, counter } = ratio;
  const given = [good && 'good', bad && 'bad', raw && 'raw'].filter(Boolean);
  if (given.length !== 1 || !total === !raw)
    return reporter.add({
      code: 'indicator',
      path,
      reason: `${[...given, ...(total ? ['total'] : [])].join(', ') || 'nothing'} is given`,
      hint: 'Give good and total, or bad and total, or raw alone.',
    });
  if (raw) {
    if (!rawType)
      return reporter.add({
        code: 'indicator',
        path,
        reason: 'raw needs rawType',
        hint: 'Write rawType: failure when it is bad/total, success when it is good/total.',
      });
    const query = readExpression(raw, [...path, 'raw'], reporter);
    return query === undefined ? undefined : { kind: 'ratio', ratio: query, means: rawType };
  }
  const events = good ?? bad;
  const name = good ? 'good' : 'bad';
  if (!events || !total) return undefined;
  const numerator = readEvents(events, [...path, name], reporter, counter);
  const denominator = readEvents(total, [...path, 'total'], reporter, counter);
  if (!numerator || !denominator) return undefined;
  return good
    ? { kind: 'good', good: numerator, total: denominator }
    : { kind: 'bad', bad: numerator, total: denominator };
}

function readEvents({ metricSource }: OpenSloMetric, path: Path, reporter: Reporter, counter = true) {
  const at = [...path, 'metricSource', 'spec', 'query'];
  const reading = readQuantity(metricSource.spec.query);
  if (!('ok' in reading)) return reporter.add({ code: 'promql', path: at, ...reading });
  if (reading.ok.kind === 'counter' && !counter)
    return reporter.add({
      code: 'unsupported',
      path: at,
      reason: 'counter: false is not supported with a bare selector',
      hint: 'Say how the gauge becomes a number of events: sum(sum_over_time(metric[{{.window}}])).',
    });
  return reading.ok;
}

function readExpression({ metricSource }: OpenSloMetric, path: Path, reporter: Reporter): string | undefined {
  const query = metricSource.spec.query.trim();
  const problem = promqlProblem(query);
  return problem
    ? reporter.add({ code: 'promql', path: [...path, 'metricSource', 'spec', 'query'], ...problem })
    : query;
}
