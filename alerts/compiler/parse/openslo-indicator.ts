import { renderPlain, selectorsIn } from '@sightline/promql';
import type { Sli } from '../model';
import { indicatorOfParts } from './indicator-parts';
import type { OpenSloIndicator, OpenSloMetric, OpenSloObjective } from './openslo-schema';
import { hasWindow, type Query, readQuery, renderTemplate } from './quantity';
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
    const query = readMetric(thresholdMetric, [...path, 'thresholdMetric'], reporter);
    const { op, value } = objective;
    if (op === undefined || value === undefined)
      return objectiveReporter.add({
        code: 'indicator',
        path: objectivePath,
        reason: 'a thresholdMetric needs op and value in the objective',
        hint: 'Write op: lte and value: 30, for example.',
      });
    return query && { kind: 'threshold', query: query.text, op, value, labels: query.shape.labels };
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
    const query = readMetric(raw, [...path, 'raw'], reporter);
    return query && { kind: 'ratio', ratio: query.text, means: rawType, labels: query.shape.labels };
  }
  const written = good ?? bad;
  const which = good ? 'good' : 'bad';
  if (!written || !total) return undefined;
  const events = readEvents(written, [...path, which], reporter, counter);
  const all = readEvents(total, [...path, 'total'], reporter, counter);
  if (!events || !all) return undefined;
  if (events.text === all.text)
    return reporter.add({
      code: 'indicator',
      path,
      reason: `${which} and total are the same`,
      hint: `Every event would be ${which}: correct one of them.`,
    });
  const indicator = indicatorOfParts({ which, events, total: all }, { events: which, total: 'total' });
  return 'ok' in indicator ? indicator.ok : reporter.add({ code: 'indicator', path, ...indicator });
}

function readEvents(metric: OpenSloMetric, path: Path, reporter: Reporter, counter = true): Query | undefined {
  const query = readMetric(metric, path, reporter);
  if (!query) return undefined;
  const at = queryPath(path);
  const [first] = selectorsIn(renderTemplate(query.text, '5m'));
  const example = first ? renderPlain(first) : 'requests_total';
  if (query.quantity?.kind === 'counter') {
    if (!counter)
      return reporter.add({
        code: 'unsupported',
        path: at,
        reason: 'counter: false is not supported with a bare selector',
        hint: `Say how the gauge becomes a number of events: sum(sum_over_time(${example}[{{.window}}])).`,
      });
    if (query.shape.severalNames)
      return reporter.add({
        code: 'promql',
        path: at,
        reason:
          'metrics of several names lose their name when they are counted, and may then have the same labels, which Prometheus refuses',
        hint: 'Name one metric, or add several up: sum(increase(a_total[{{.window}}])) + sum(increase(b_total[{{.window}}])).',
      });
    return query;
  }
  if (!hasWindow(query.text))
    return reporter.add({
      code: 'promql',
      path: at,
      reason: 'the query is neither a counter selector nor does it hold {{.window}}',
      hint: `Write ${example}, or sum(rate(${example}[{{.window}}])).`,
    });
  return query;
}

function readMetric({ metricSource }: OpenSloMetric, path: Path, reporter: Reporter): Query | undefined {
  const reading = readQuery(metricSource.spec.query);
  return 'ok' in reading ? reading.ok : reporter.add({ code: 'promql', path: queryPath(path), ...reading });
}

const queryPath = (path: Path): Path => [...path, 'metricSource', 'spec', 'query'];
