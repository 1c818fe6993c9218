import { LokiStore, PrometheusStore } from '@sightline/stores';
import { type AnsweringServer, answering } from '@sightline/stores/testing';
import type { ExaminedStores, KnownDataSource } from '../data-sources';

export type Labels = Readonly<Record<string, string>>;

export interface SmallStore extends AsyncDisposable {
  readonly url: string;
  /** The queries, in order. */
  readonly asked: readonly string[];
  readonly stores: ExaminedStores;
}

export interface SmallStoreOptions {
  /** Every series, each with a sample every 15 s. */
  readonly series: readonly Labels[];
  /** Streams of logs. */
  readonly streams?: readonly Labels[];
  readonly dataSources?: readonly KnownDataSource[];
}

const matches = (selector: string, labels: Labels): boolean => {
  const [, metric = '', inside = ''] = /^([\w:]*)\{?([^}]*)\}?$/.exec(selector.trim()) ?? [];
  if (metric !== '' && labels.__name__ !== metric) return false;
  return [...inside.matchAll(/([\w.]+)(=~|!~|!=|=)"([^"]*)"/g)].every(([, label = '', op, pattern = '']) => {
    const value = labels[label] ?? '';
    const isFit = op?.endsWith('~')
      ? new RegExp(`^(?:${pattern.replaceAll('\\\\', '\\')})$`).test(value)
      : value === pattern;
    return isFit === !op?.startsWith('!');
  });
};

/**
 * A server that answers as Prometheus and Loki do about the series it is given, over real HTTP: it finds what selectors choose, and
 * takes no further notice of what is done with it, but for `> 100`, which nothing is, and for `bad(`, which it refuses.
 */
export async function smallStore({ series, streams = [], dataSources }: SmallStoreOptions): Promise<SmallStore> {
  const asked: string[] = [];
  const data = (body: unknown) => ({ body: { status: 'success', data: body } });
  const server: AnsweringServer = await answering((request) => {
    const url = new URL(request.url ?? '', 'http://store');
    const [, label] = /\/label\/([^/]+)\/values$/.exec(url.pathname) ?? [];
    const isLoki = url.pathname.startsWith('/loki');
    const all = isLoki ? streams : series;
    const match = url.searchParams.get('match[]') ?? (isLoki && label ? url.searchParams.get('query') : null);
    const chosen = match === null ? all : all.filter((one) => matches(match, one));
    if (label !== undefined) return data([...new Set(chosen.flatMap((one) => one[label] ?? []))].sort());
    if (url.pathname.endsWith('/labels')) return data([...new Set(chosen.flatMap((one) => Object.keys(one)))].sort());
    if (url.pathname.endsWith('/series')) return data(chosen);
    const query = url.searchParams.get('query') ?? '';
    asked.push(query);
    if (query.includes('bad(')) return { status: 400, body: { status: 'error', error: 'unknown function bad' } };
    if (/\[10m\]$/.test(query)) return data(samplesOf(query, series));
    return data(isLoki ? ofStreams(query, streams) : ofSeries(query, series, url.pathname.endsWith('query_range')));
  });
  const metrics = new PrometheusStore(server.url);
  const logs = new LokiStore(server.url);
  return {
    url: server.url,
    asked,
    stores: { metrics: () => metrics, logs: () => logs, ...(dataSources && { dataSources }) },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const selectorPattern = /[a-z_:][\w:]*(?:\{[^}]*\})|\b(?:[a-z_:][\w:]*)\b(?!\s*\()/g;
const words = new Set(['by', 'sum', 'or', 'and', 'le', 'job', 'instance', 's', 'm', 'h']);

function ofSeries(query: string, series: readonly Labels[], isRange: boolean) {
  const found = [...query.matchAll(selectorPattern)].map(([one]) => one).filter((one) => !words.has(one));
  const chosen = series.filter((one) => found.some((selector) => matches(selector, one)));
  const value = query.includes('count_over_time') ? '40' : '1';
  const result = query.includes('> 100') ? [] : chosen;
  return isRange
    ? { resultType: 'matrix', result: result.map((metric) => ({ metric, values: [[1_767_225_600, value]] })) }
    : { resultType: 'vector', result: result.map((metric) => ({ metric, value: [1_767_225_600, value] })) };
}

function ofStreams(query: string, streams: readonly Labels[]) {
  const [selector = ''] = /\{[^}]*\}/.exec(query) ?? [];
  const chosen = streams.filter((one) => matches(selector, one));
  return {
    resultType: 'streams',
    result: chosen.map((stream) => ({ stream, values: [['1767225600000000000', 'a line', {}]] })),
  };
}

/** One every 15 seconds. */
function samplesOf(query: string, series: readonly Labels[]) {
  const values = Array.from({ length: 40 }, (_, index) => [1_767_225_600 + 15 * index, '1']);
  const chosen = series.filter((one) => matches(query.replace(/\[10m\]$/, ''), one));
  return { resultType: 'matrix', result: chosen.map((metric) => ({ metric, values })) };
}
