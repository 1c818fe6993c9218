import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';
import {
  type Labels,
  type Matrix,
  type PrometheusQuery,
  parseSample,
  type QueryResponse,
  type Sample,
  type Scalar,
  type Series,
} from './api';
import { legend } from './legend';

interface Asked {
  readonly query: PrometheusQuery;
  readonly expr: string;
  readonly stepSeconds: number;
}

/** The series of one answer; a scalar is one without labels. */
export const seriesOf = ({ data }: QueryResponse): readonly Series[] =>
  isScalar(data) ? [{ metric: {}, value: data.result }] : data.result;

const isScalar = (data: Matrix | Scalar): data is Scalar =>
  data.resultType === 'scalar' || data.resultType === 'string';

/** One frame per series, as the time series and the single-value panels want them. */
export const seriesFrames = (response: QueryResponse, { query, expr, stepSeconds }: Asked): DataFrame[] =>
  seriesOf(response).map(({ metric, value, values }) => {
    const samples: readonly Sample[] = values ?? (value ? [value] : []);
    const displayNameFromDS = legend(query.legendFormat, metric, expr);
    const { __name__: name, ...labels } = metric;
    return createDataFrame({
      refId: query.refId,
      ...(displayNameFromDS !== undefined && { name: displayNameFromDS }),
      meta: { executedQueryString: `${expr}\nstep ${stepSeconds} s` },
      fields: [
        {
          name: 'Time',
          type: FieldType.time,
          values: samples.map(([seconds]) => seconds * 1000),
          config: values ? { interval: stepSeconds * 1000 } : {},
        },
        {
          name: query.legendFormat === '__auto' ? (name ?? 'Value') : 'Value',
          type: FieldType.number,
          values: samples.map(([, text]) => plottable(parseSample(text))),
          labels,
          config: displayNameFromDS === undefined ? {} : { displayNameFromDS },
        },
      ],
    });
  });

/** A scale cannot hold what is no number; in a line it is a gap. */
const plottable = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** One frame for the whole answer: a row per sample, a column per label, as tables want it. */
export function tableFrame(response: QueryResponse, { query, expr }: Asked, valueName: string): DataFrame {
  const series = seriesOf(response);
  const names = [...new Set(series.flatMap(({ metric }) => Object.keys(metric)))].sort();
  const rows = series.flatMap(({ metric, value, values }) =>
    (values ?? (value ? [value] : [])).map((sample): readonly [Labels, Sample] => [metric, sample]),
  );
  return createDataFrame({
    refId: query.refId,
    meta: { executedQueryString: expr, preferredVisualisationType: 'table' },
    fields: [
      { name: 'Time', type: FieldType.time, values: rows.map(([, [seconds]]) => seconds * 1000) },
      ...names.map((name) => ({
        name,
        type: FieldType.string,
        config: { filterable: true },
        values: rows.map(([labels]) => labels[name] ?? ''),
      })),
      { name: valueName, type: FieldType.number, values: rows.map(([, [, text]]) => parseSample(text)) },
    ],
  });
}
