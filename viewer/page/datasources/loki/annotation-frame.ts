import { type AnnotationQuery, createDataFrame, type DataFrame, FieldType, renderLegendFormat } from '@grafana/data';
import type { Stream } from './logs-frame';

/** The fields of Grafana's Loki annotations. */
export interface LokiAnnotation extends AnnotationQuery {
  expr?: string;
  titleFormat?: string;
  textFormat?: string;
  tagKeys?: string;
}

/** Each line is one mark; without a format of its own, its text is the line. */
export function annotationFrame(streams: readonly Stream[], annotation: LokiAnnotation): DataFrame {
  const { titleFormat, textFormat, tagKeys = '', name } = annotation;
  const marks = streams.flatMap(({ stream, values }) =>
    values.map(([nanos, line, own = {}]) => {
      const labels = { ...stream, ...own.structuredMetadata, ...own.parsed };
      return {
        time: Math.floor(Number(nanos) / 1e6),
        title: renderLegendFormat(titleFormat || name, labels),
        text: textFormat ? renderLegendFormat(textFormat, labels) : line,
        tags: tagKeys.split(',').flatMap((key) => labels[key.trim()] ?? []),
      };
    }),
  );
  return createDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: marks.map(({ time }) => time) },
      { name: 'title', type: FieldType.string, values: marks.map(({ title }) => title) },
      { name: 'text', type: FieldType.string, values: marks.map(({ text }) => text) },
      { name: 'tags', type: FieldType.other, values: marks.map(({ tags }) => tags) },
    ],
  });
}
