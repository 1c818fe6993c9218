import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { BackendError, concurrently, type Range } from '@sightline/stores';
import { interpolate, type Values } from '../interpolate';
import { exploredQueries } from '../links-of';
import { type FoundQuery, queriesOf, titleOf } from '../walk';
import { excuseFor } from './may-be-empty';
import { type Answer, ask, askExemplars, type Stores } from './stores';
import { valuesFor } from './values';

/** One query and what it gave. */
export interface Asked {
  readonly expr: string;
  readonly answer?: Answer;
  readonly exemplars?: number;
  /** Why the store refused it. */
  readonly error?: string;
  readonly milliseconds: number;
}

export type Verdict = 'data' | 'excused' | 'empty' | 'failed';

/** A panel, a variable, an annotation or a link with all its queries. */
export interface Checked {
  readonly dashboard: string;
  readonly kind: FoundQuery['kind'];
  readonly where: string;
  readonly asked: readonly Asked[];
  readonly verdict: Verdict;
  /** Why it may be empty. */
  readonly reason?: string;
}

export interface LiveReport {
  readonly checked: readonly Checked[];
  readonly seconds: number;
}

/** The stores are to answer, not to be loaded. */
const concurrency = 8;

/** Asks everything the dashboards ask, of the stores of a running platform, with the variables as they are at the start. */
export async function checkLive(
  dashboards: readonly Dashboard[],
  { stores, startedAt, now = new Date() }: { readonly stores: Stores; readonly startedAt: Date; readonly now?: Date },
): Promise<LiveReport> {
  const began = performance.now();
  const range: Range = { since: new Date(now.getTime() - 15 * 60_000), until: now, stepSeconds: 5 };
  const ageSeconds = (now.getTime() - startedAt.getTime()) / 1000;
  const opened = dashboards.map(async (dashboard) => {
    const values = await valuesFor(dashboard, { stores, range, ageSeconds });
    const explored = exploredQueries(dashboard, { values, from: range.since, to: range.until });
    return grouped([...queriesOf(dashboard), ...explored]).map((queries) => ({ queries, values }));
  });
  const checked = await concurrently(concurrency, (await Promise.all(opened)).flat(), async ({ queries, values }) => {
    const asked: Asked[] = [];
    for (const query of queries) asked.push(await askOne(stores, query, values, range));
    return judged(queries, asked);
  });
  return { checked, seconds: (performance.now() - began) / 1000 };
}

export const isProblem = ({ verdict }: Checked) => verdict === 'empty' || verdict === 'failed';

/** Queries of one panel belong together; `where` names the panel and the query. */
function grouped(queries: readonly FoundQuery[]): FoundQuery[][] {
  const groups = new Map<string, FoundQuery[]>();
  for (const query of queries) {
    const key = query.panel ? `${query.kind} ${query.panel.id}` : `${query.kind} ${query.where}`;
    groups.set(key, [...(groups.get(key) ?? []), query]);
  }
  return [...groups.values()];
}

async function askOne(stores: Stores, query: FoundQuery, values: Values, range: Range): Promise<Asked> {
  const instant = query.target.instant === true || query.target.queryType === 'instant';
  // For Loki `$__auto` is a step of a range query, and the whole range of an instant one.
  const expr = interpolate(query.target.expr, instant ? { ...values, __auto: values.__range ?? '15m' } : values);
  const began = performance.now();
  const milliseconds = () => Math.round(performance.now() - began);
  try {
    const answer = await ask(stores, query, expr, range);
    const exemplars = query.target.exemplar ? await askExemplars(stores, expr, range) : undefined;
    return { expr, answer, milliseconds: milliseconds(), ...(exemplars === undefined ? {} : { exemplars }) };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { expr, error: error.message, milliseconds: milliseconds() };
  }
}

function judged(queries: readonly FoundQuery[], asked: readonly Asked[]): Checked {
  const [first] = queries;
  const dashboard = first ? titleOf(first.dashboard) : '?';
  const where = first?.panel?.title ?? first?.where ?? '?';
  const base = { dashboard, kind: first?.kind ?? 'panel', where, asked };
  if (asked.some(({ error }) => error !== undefined)) return { ...base, verdict: 'failed' };
  if (asked.some(({ answer }) => (answer?.values ?? 0) > 0)) return { ...base, verdict: 'data' };
  const excuse = excuseFor(base);
  return excuse ? { ...base, verdict: 'excused', reason: excuse.reason } : { ...base, verdict: 'empty' };
}
