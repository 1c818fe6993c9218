import { describe, expect, it } from 'vitest';
import { annotationFrame } from './annotations';
import type { QueryResponse, Series } from './api';
import { exemplarFrame } from './exemplars';
import { seriesFrames, tableFrame } from './frames';
import { heatmapFrames } from './heatmap-frames';

const matrix = (...result: Series[]): QueryResponse => ({ data: { resultType: 'matrix', result } });
const asked = (legendFormat?: string) => ({
  query: { refId: 'A', expr: 'up', ...(legendFormat !== undefined && { legendFormat }) },
  expr: 'up',
  stepSeconds: 5,
});
const up: Series = {
  metric: { __name__: 'up', service_name: 'order' },
  values: [
    [10, '1'],
    [15, 'NaN'],
    [20, '0'],
  ],
};

describe('an answer of Prometheus', () => {
  it('gives a frame per series, in milliseconds, with a gap where there is no number', () => {
    const [frame] = seriesFrames(matrix(up), asked('{{service_name}}'));
    expect(frame?.fields[0]?.values).toEqual([10_000, 15_000, 20_000]);
    expect(frame?.fields[1]?.values).toEqual([1, null, 0]);
    expect(frame?.fields[1]?.config.displayNameFromDS).toBe('order');
  });

  it('calls a series by its selector without a template, and leaves the name to Grafana with __auto', () => {
    const name = (template?: string) =>
      seriesFrames(matrix(up), asked(template))[0]?.fields[1]?.config.displayNameFromDS;
    expect(name()).toBe('up{service_name="order"}');
    expect(name('__auto')).toBeUndefined();
  });

  it('gives a table with a column per label', () => {
    const vector: QueryResponse = {
      data: { resultType: 'vector', result: [{ metric: { a: 'x' }, value: [10, '+Inf'] }] },
    };
    const frame = tableFrame(vector, asked(), 'Value #B');
    expect(frame.fields.map(({ name, values }) => [name, values[0]])).toEqual([
      ['Time', 10_000],
      ['a', 'x'],
      ['Value #B', Number.POSITIVE_INFINITY],
    ]);
  });

  it('gives what each classic bucket has more than the one below, whatever the order they come in', () => {
    const bucket = (le: string, count: string): Series => ({ metric: { le }, values: [[10, count]] });
    const [frame] = heatmapFrames(matrix(bucket('+Inf', '9'), bucket('0.5', '4'), bucket('1', '7')), asked().query, 5);
    expect(frame?.fields.slice(1).map(({ name, values }) => [name, values[0]])).toEqual([
      ['0.5', 4],
      ['1', 3],
      ['+Inf', 2],
    ]);
  });

  it('gives the cells of native histograms', () => {
    const histogram = { count: '3', sum: '1', buckets: [[0, '0.5', '1', '3']] as const };
    const [frame] = heatmapFrames(matrix({ metric: {}, histograms: [[10, histogram]] }), asked().query, 5);
    expect(frame?.fields.map(({ name, values }) => [name, values[0]])).toEqual([
      ['xMax', 10_000],
      ['yMin', 0.5],
      ['yMax', 1],
      ['count', 3],
    ]);
  });

  it('gives the highest exemplar of each stretch, its trace id a link', () => {
    const exemplars = ['1', '3', '2'].map((value, index) => ({
      labels: { trace_id: `t${value}` },
      value,
      timestamp: 10 + index,
    }));
    const [frame] = exemplarFrame({ data: [{ seriesLabels: { le: '1' }, exemplars }] }, 'A', 60 * 60_000);
    const traces = frame?.fields.find(({ name }) => name === 'trace_id');
    expect(traces?.values).toEqual(['t3']);
    expect(traces?.config.links?.[0]?.url).toContain('/trace/');
  });

  it('marks each unbroken stretch of an annotation, or the moments its value names', () => {
    const firing: Series = {
      metric: { alertname: 'Slow' },
      values: [
        [10, '1'],
        [15, '1'],
        [30, '1'],
      ],
    };
    const annotation = {
      name: 'Alerts',
      enable: true,
      iconColor: 'red',
      titleFormat: '{{alertname}}',
      tagKeys: 'alertname',
    };
    const rows = (frame: ReturnType<typeof annotationFrame>) =>
      Array.from({ length: frame.length }, (_, row) => frame.fields.map(({ values }) => values[row]));
    expect(rows(annotationFrame(matrix(firing), annotation, 5))).toEqual([
      [10_000, 15_000, 'Slow', '', ['Slow']],
      [30_000, 30_000, 'Slow', '', ['Slow']],
    ]);
    const started: Series = {
      metric: {},
      values: [
        [10, '1700000000000'],
        [15, '1700000000000'],
      ],
    };
    const moments = annotationFrame(matrix(started), { ...annotation, useValueForTime: true }, 5);
    expect(moments.fields[0]?.values).toEqual([1_700_000_000_000]);
  });
});
