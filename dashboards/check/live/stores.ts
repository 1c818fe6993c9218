import type { FoundQuery } from '../walk';

/** Where the answers come from. */
export interface Stores {
  readonly prometheusUrl: string;
  readonly lokiUrl: string;
}

export interface Range {
  readonly from: Date;
  readonly to: Date;
  /** Seconds from one point to the next. */
  readonly step: number;
}

/** What a query gave: series (or streams), and values (or lines) that can be drawn. */
export interface Answer {
  readonly series: number;
  readonly values: number;
}

/** The store refused the query, or did not answer. */
export class QueryFailed extends Error {
  readonly code = 'QUERY_FAILED';
}

/** Runs one query as Grafana would: over the range, or at its end. @throws {QueryFailed} */
export function ask(stores: Stores, { language, target }: FoundQuery, expr: string, range: Range): Promise<Answer> {
  const instant = target.instant === true || target.queryType === 'instant';
  const when: Record<string, string> = instant
    ? { time: seconds(range.to) }
    : { start: seconds(range.from), end: seconds(range.to), step: String(range.step) };
  const path = instant ? 'query' : 'query_range';
  const limit = target.maxLines === undefined ? {} : { limit: String(target.maxLines) };
  const base = language === 'logql' ? `${stores.lokiUrl}/loki/api/v1` : `${stores.prometheusUrl}/api/v1`;
  return post(`${base}/${path}`, { query: expr, ...when, ...limit }).then(counted);
}

/** How many exemplars belong to what a query selects. */
export async function askExemplars({ prometheusUrl }: Stores, expr: string, { from, to }: Range): Promise<number> {
  const parameters = { query: expr, start: seconds(from), end: seconds(to) };
  const found = (await post(`${prometheusUrl}/api/v1/query_exemplars`, parameters)) as
    | { exemplars: unknown[] }[]
    | null;
  return (found ?? []).reduce((sum, { exemplars }) => sum + exemplars.length, 0);
}

/** The values a label has on what a selector selects. */
export async function askLabelValues({ prometheusUrl }: Stores, selector: string, label: string): Promise<string[]> {
  const found = await post(`${prometheusUrl}/api/v1/query`, { query: `group by (${label}) (${selector})` });
  return (found as Result).result.flatMap(({ metric }) => metric?.[label] ?? []).sort();
}

interface Result {
  readonly resultType: string;
  readonly result: readonly {
    readonly metric?: Readonly<Record<string, string>>;
    readonly value?: Point;
    readonly values?: readonly Point[];
  }[];
}

type Point = readonly [time: number | string, value: string];

/** NaN is drawn as nothing, so it counts as nothing; of log lines the text counts. */
function counted(data: unknown): Answer {
  const { resultType, result } = data as Result;
  const drawn = (point: Point) => resultType === 'streams' || Number.isFinite(Number(point[1]));
  const values = result.map(({ value, values }) => (values ?? (value ? [value] : [])).filter(drawn).length);
  return { series: values.filter((count) => count > 0).length, values: values.reduce((sum, count) => sum + count, 0) };
}

async function post(url: string, parameters: Readonly<Record<string, string>>): Promise<unknown> {
  const body = new URLSearchParams(parameters);
  const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(15_000) }).catch(
    (cause: Error) => {
      throw new QueryFailed(`no answer from ${new URL(url).host}: is the platform running?`, { cause });
    },
  );
  const text = await response.text();
  if (!response.ok) throw new QueryFailed(reason(text));
  return (JSON.parse(text) as { data: unknown }).data;
}

function reason(text: string): string {
  try {
    return (JSON.parse(text) as { error?: string }).error ?? text;
  } catch {
    return text.trim();
  }
}

const seconds = (date: Date) => (date.getTime() / 1000).toFixed(3);
