import { createDataFrame, type DataFrame, DataTopic, FieldType } from '@grafana/data';
import { type ExemplarsResponse, type Labels, parseSample } from './api';

interface Exemplar {
  readonly time: number;
  readonly value: number;
  readonly labels: Labels;
}

const mostShown = 60;

/** The exemplars of a query as one frame; its `trace_id` is a link to the trace. */
export function exemplarFrame({ data }: ExemplarsResponse, refId: string, spanMs: number): DataFrame[] {
  const all = data.flatMap(({ seriesLabels, exemplars }) =>
    exemplars.map(({ labels, value, timestamp }) => ({
      time: timestamp * 1000,
      value: parseSample(value),
      labels: { ...seriesLabels, ...labels },
    })),
  );
  const shown = highestOfEach(all, spanMs / mostShown);
  if (shown.length === 0) return [];
  const names = [...new Set(shown.flatMap(({ labels }) => Object.keys(labels)))]
    .filter((name) => name !== '__name__')
    .sort();
  return [
    createDataFrame({
      refId,
      name: 'exemplar',
      meta: { dataTopic: DataTopic.Annotations, custom: { resultType: 'exemplar' } },
      fields: [
        { name: 'Time', type: FieldType.time, values: shown.map(({ time }) => time) },
        { name: 'Value', type: FieldType.number, values: shown.map(({ value }) => value) },
        ...names.map((name) => ({
          name,
          type: FieldType.string,
          values: shown.map(({ labels }) => labels[name] ?? ''),
          config: name === 'trace_id' ? { links: [traceLink] } : {},
        })),
      ],
    }),
  ];
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana fills it in
const traceLink = { title: 'Open the trace', url: '/trace/${__value.raw}' };

/** Thousands of dots would hide the lines: of each stretch of time stays the one with the highest value, the one worth opening. */
function highestOfEach(exemplars: readonly Exemplar[], stretchMs: number): Exemplar[] {
  const highest = new Map<number, Exemplar>();
  for (const exemplar of exemplars) {
    const step = Math.floor(exemplar.time / stretchMs);
    const held = highest.get(step);
    if (!held || exemplar.value > held.value) highest.set(step, exemplar);
  }
  return [...highest.values()].sort((a, b) => a.time - b.time);
}
