import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';

/** `[nanoseconds, line, what the line carries besides its stream's labels]` */
type Entry = readonly [
  string,
  string,
  { readonly structuredMetadata?: Record<string, string>; readonly parsed?: Record<string, string> }?,
];

export interface Stream {
  readonly stream: Readonly<Record<string, string>>;
  readonly values: readonly Entry[];
}

/** All lines of an answer in one frame, newest first, shaped and named as Grafana's Loki data source does. */
export function logsFrame(streams: readonly Stream[], refId: string): DataFrame {
  const lines = streams
    .flatMap(({ stream, values }) =>
      values.map(([nanos, line, own = {}]) => ({
        nanos,
        line,
        labels: { ...stream, ...own.structuredMetadata, ...own.parsed },
      })),
    )
    .sort((a, b) => (a.nanos < b.nanos ? 1 : a.nanos > b.nanos ? -1 : 0));
  return createDataFrame({
    refId,
    meta: { preferredVisualisationType: 'logs', custom: { frameType: 'LabeledTimeValues' } },
    fields: [
      { name: 'labels', type: FieldType.other, values: lines.map(({ labels }) => labels) },
      { name: 'Time', type: FieldType.time, values: lines.map(({ nanos }) => Math.floor(Number(nanos) / 1e6)) },
      { name: 'Line', type: FieldType.string, values: lines.map(({ line }) => line) },
      { name: 'tsNs', type: FieldType.string, values: lines.map(({ nanos }) => nanos) },
      { name: 'id', type: FieldType.string, values: lines.map(({ nanos }, index) => `${nanos}-${index}`) },
    ],
  });
}
