import { type AnnotationQuery, createDataFrame, type DataFrame, FieldType, renderLegendFormat } from '@grafana/data';
import { type Labels, parseSample, type QueryResponse } from './api';
import { seriesOf } from './frames';

/** The fields of Grafana's Prometheus annotations. */
export interface PrometheusAnnotation extends AnnotationQuery {
  expr?: string;
  step?: string;
  tagKeys?: string;
  titleFormat?: string;
  textFormat?: string;
  useValueForTime?: boolean;
}

interface Mark {
  readonly time: number;
  readonly timeEnd: number;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
}

/** Each unbroken run of non-zero samples is one mark from its first to its last; the value may be the time itself. */
export function annotationFrame(
  response: QueryResponse,
  annotation: PrometheusAnnotation,
  stepSeconds: number,
): DataFrame {
  const marks = seriesOf(response).flatMap(({ metric, values = [] }): Mark[] => {
    const described = describe(annotation, metric);
    if (annotation.useValueForTime) {
      const times = [...new Set(values.map(([, text]) => parseSample(text)))].filter((time) => time > 0);
      return times.map((time) => ({ ...described, time, timeEnd: time }));
    }
    const active = values.filter(([, text]) => parseSample(text) > 0).map(([seconds]) => seconds * 1000);
    return runs(active, stepSeconds * 1000).map(([time, timeEnd]) => ({ ...described, time, timeEnd }));
  });
  const column = <K extends keyof Mark>(name: K, type: FieldType) => ({
    name,
    type,
    values: marks.map((mark) => mark[name]),
  });
  return createDataFrame({
    fields: [
      column('time', FieldType.time),
      column('timeEnd', FieldType.time),
      column('title', FieldType.string),
      column('text', FieldType.string),
      column('tags', FieldType.other),
    ],
  });
}

const describe = ({ titleFormat, textFormat, tagKeys, name }: PrometheusAnnotation, labels: Labels) => ({
  title: renderLegendFormat(titleFormat || name, labels),
  text: renderLegendFormat(textFormat ?? '', labels),
  tags: (tagKeys ?? '').split(',').flatMap((key) => labels[key.trim()] ?? []),
});

function runs(times: readonly number[], stepMs: number): [number, number][] {
  const found: [number, number][] = [];
  for (const time of times) {
    const last = found.at(-1);
    if (last && time - last[1] <= stepMs) last[1] = time;
    else found.push([time, time]);
  }
  return found;
}
