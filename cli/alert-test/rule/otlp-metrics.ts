import type { FiringCase, LabelSet, SampleValue } from '@sightline/alerts';

/** Prometheus takes no sample that is ten minutes ahead, and no test waits for one. */
const aheadMs = 300_000;

/** OTLP in JSON: every series a gauge of its own, with its labels as they are, beginning at `start`. */
export function otlpMetrics(
  { series, interval }: Pick<FiringCase, 'series' | 'interval'>,
  start: Date,
  now = Date.now(),
): object {
  const timeOf = (index: number) => start.getTime() + index * interval;
  const metrics = series.map(({ labels: { __name__: name, ...labels }, values }) => ({
    name,
    gauge: {
      dataPoints: values.flatMap((value, index) =>
        value === undefined || timeOf(index) > now + aheadMs ? [] : [dataPoint(value, labels, timeOf(index))],
      ),
    },
  }));
  return { resourceMetrics: [{ resource: {}, scopeMetrics: [{ scope: {}, metrics }] }] };
}

/** A point without a recorded value ends its series, as a stale sample does. */
const noRecordedValue = 1;

const dataPoint = (value: NonNullable<SampleValue>, labels: LabelSet, atMs: number) => ({
  attributes: Object.entries(labels).map(([key, text]) => ({ key, value: { stringValue: text } })),
  timeUnixNano: `${Math.round(atMs)}000000`,
  ...(value === 'stale' ? { flags: noRecordedValue } : { asDouble: Number.isFinite(value) ? value : String(value) }),
});
