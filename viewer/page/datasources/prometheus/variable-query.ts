import type { MetricFindValue, TimeRange } from '@grafana/data';
import { askBackend } from '../backend';
import { type Labels, parseSample, type QueryResponse } from './api';
import { seriesOf } from './frames';

const functions: readonly (readonly [RegExp, (match: RegExpExecArray, times: Times) => Promise<string[]>])[] = [
  [/^label_names\(\)\s*$/, async (_, times) => await labels('/api/v1/labels', times)],
  [/^label_values\((?:(.+),\s*)?([a-zA-Z_]\w*)\)\s*$/s, labelValues],
  [/^metrics\((.*)\)\s*$/, metricNames],
  [/^query_result\((.+)\)\s*$/s, queryResult],
];

interface Times {
  readonly start: string;
  readonly end: string;
}

/** Answers a variable's query in the small language of Grafana's Prometheus data source; anything else is taken as an expression. */
export async function findValues(query: string, range: TimeRange | undefined): Promise<MetricFindValue[]> {
  const text = query.trim();
  if (text === '') return [];
  const now = Date.now();
  const times = {
    start: String((range?.from.valueOf() ?? now - 3_600_000) / 1000),
    end: String((range?.to.valueOf() ?? now) / 1000),
  };
  for (const [pattern, answer] of functions) {
    const match = pattern.exec(text);
    if (match) return (await answer(match, times)).map((value) => ({ text: value, value }));
  }
  return (await queryResult([text, text] as unknown as RegExpExecArray, times)).map((value) => ({
    text: value,
    value,
  }));
}

async function labels(path: string, params: Times & { readonly 'match[]'?: string }): Promise<string[]> {
  return (await askBackend<{ data: string[] }>('prometheus', path, { ...params })).data;
}

async function labelValues([, selector, label = '']: RegExpExecArray, times: Times): Promise<string[]> {
  return await labels(`/api/v1/label/${label}/values`, selector ? { ...times, 'match[]': selector } : times);
}

async function metricNames([, pattern = '']: RegExpExecArray, times: Times): Promise<string[]> {
  const names = await labels('/api/v1/label/__name__/values', times);
  const wanted = new RegExp(pattern);
  return names.filter((name) => wanted.test(name));
}

async function queryResult([, expr = '']: RegExpExecArray, { end }: Times): Promise<string[]> {
  const response = await askBackend<QueryResponse>('prometheus', '/api/v1/query', { query: expr, time: end });
  return seriesOf(response).map(({ metric, value }) =>
    `${described(metric)} ${value ? parseSample(value[1]) : ''}`.trim(),
  );
}

const described = ({ __name__: name = '', ...rest }: Labels): string =>
  `${name}{${Object.entries(rest)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',')}}`;
