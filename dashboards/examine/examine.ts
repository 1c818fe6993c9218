import { promqlError } from '@sightline/promql';
import { BackendError, concurrently, LokiStore, type PrometheusStore, type Range } from '@sightline/stores';
import { counted, readsLines } from '../check/live/stores';
import { logqlProblem } from '../check/logql';
import { promqlProblem } from '../check/promql/syntax-problem';
import type { Board, BoardPanel, BoardQuery } from './board';
import { type FilledIn, fillIn } from './choices';
import { type Asks, asksWhom, type ExaminedStores } from './data-sources';
import { deadLink, type Places } from './dead-links';
import { type Emptiness, explainEmpty, explainNoLines, oneLine, Present } from './explain-empty';
import { type Choices, type Chosen, fill, unfilled, variablesIn } from './fill';
import type { Finding, FindingKind } from './finding';
import { ownVariables, rangeOf, usualScrapeMs } from './opened';
import { isFirstOutage, isOutage } from './outage';
import { SampleIntervals, shortWindows } from './short-windows';

/** `idle`: it asks nothing. `unasked`: its store is another, or none is there. */
export type PanelState = 'data' | 'empty' | 'failed' | 'wrong' | 'idle' | 'unasked';

export interface ExaminedPanel {
  readonly title: string;
  readonly type: string;
  readonly state: PanelState;
  /** Why it was not asked. */
  readonly note?: string;
  readonly queries: readonly { readonly name: string; readonly expr: string; readonly values?: number }[];
}

export interface ExaminedBoard {
  readonly source: string;
  readonly title: string;
  readonly uid?: string;
  readonly panels: readonly ExaminedPanel[];
  readonly findings: readonly Finding[];
  readonly queries: number;
  readonly seconds: number;
}

export interface ExamineOptions {
  /** Left out: what can be told from the dashboard alone. */
  readonly stores?: ExaminedStores;
  readonly places: Places;
  /** Between two samples, in milliseconds, where it is not to be measured. */
  readonly scrapeMs?: number | undefined;
  readonly now?: Date;
}

/** Why a panel was not asked where no store is. */
export const noStore = 'no store';

/** The stores are to answer, not to be loaded. */
const concurrency = 6;

/**
 * Everything about one dashboard: each query asked as Grafana asks it when the dashboard is opened.
 *
 * @throws {BackendError} when a store cannot be asked at all
 */
export async function examine(board: Board, options: ExamineOptions): Promise<ExaminedBoard> {
  const began = performance.now();
  const examination = await begin(board, options);
  const panels = await concurrently(concurrency, board.panels, (panel) => examinePanel(panel, examination));
  const marks = await concurrently(concurrency, board.annotations, (mark) => examineMark(mark, examination));
  const links = [...board.links, ...board.panels.flatMap((panel) => panel.links)].flatMap(({ where, url }) => {
    const message = deadLink(url, board, examination.filled.choices, options.places);
    return message === undefined ? [] : [finding(board, where, 'link', message)];
  });
  const found = [...panels.flatMap((panel) => panel.findings), ...marks.flat()];
  const variables = examination.filled.problems.flatMap(({ variable, message, fails }) => {
    // Where all panels show something, nobody misses what the list does not have.
    const isMissed =
      found.some((one) => one.message.includes(`$${variable} has no value`)) ||
      panels.every(({ panel }) => panel.state !== 'data');
    return fails || isMissed ? [finding(board, `$${variable}`, fails ? 'fails' : 'variable', message)] : [];
  });
  const all = [...variables, ...found, ...links];
  return {
    source: board.source,
    title: board.title,
    ...(board.uid !== undefined && { uid: board.uid }),
    panels: panels.map(({ panel }) => panel),
    findings: [...new Map(all.map((one) => [JSON.stringify(one), one])).values()],
    queries: panels.reduce((sum, { panel }) => sum + panel.queries.length, 0),
    seconds: (performance.now() - began) / 1000,
  };
}

interface Examination {
  readonly board: Board;
  readonly stores: ExaminedStores | undefined;
  readonly range: Range;
  readonly scrapeMs: number;
  readonly isMeasured: boolean;
  readonly filled: FilledIn;
  readonly present: (store: PrometheusStore) => Present;
  readonly intervals: (store: PrometheusStore) => SampleIntervals;
}

async function begin(
  board: Board,
  { stores, scrapeMs: given, now = new Date() }: ExamineOptions,
): Promise<Examination> {
  const range = rangeOf(board, now);
  const metrics = stores?.metrics(undefined);
  const asUsual = (error: unknown) => {
    if (stores && isFirstOutage(error, stores)) throw error;
    return undefined;
  };
  const measured = given ?? (metrics && (await new SampleIntervals(metrics, range).of('up').catch(asUsual)));
  const scrapeMs = measured ?? usualScrapeMs;
  const filled = stores
    ? await fillIn(board, { stores, range, scrapeMs })
    : { choices: offline(board, range, scrapeMs), problems: [], empty: new Set<string>() };
  const perStore = <Kept>(make: (store: PrometheusStore) => Kept) => {
    const kept = new Map<PrometheusStore, Kept>();
    return (store: PrometheusStore): Kept => {
      const known = kept.get(store) ?? make(store);
      kept.set(store, known);
      return known;
    };
  };
  return {
    board,
    stores,
    range,
    scrapeMs,
    isMeasured: given === undefined && stores !== undefined,
    filled,
    present: perStore((store) => new Present(store, range)),
    intervals: perStore((store) => new SampleIntervals(store, range)),
  };
}

/** Any value will do to see whether a query is one: what was chosen when it was saved, or a word, or for lengths of time a length. */
function offline(board: Board, range: Range, scrapeMs: number): Choices {
  const own = board.variables.map(({ name, kind, current, options, query, multi, includeAll }) => {
    const [first = kind === 'interval' ? '5m' : 'x'] = [...current, ...options].filter((one) => !one.startsWith('$__'));
    const value = kind === 'constant' && typeof query === 'string' && query !== '' ? query : first;
    return [name, { values: [value], several: multi || includeAll }] as const;
  });
  return new Map<string, Chosen>([...ownVariables(range, { scrapeMs }), ...own]);
}

const finding = ({ title }: Pick<Board, 'title'>, where: string, kind: FindingKind, message: string): Finding => ({
  dashboard: title,
  where,
  kind,
  message,
});

interface PanelResult {
  readonly panel: ExaminedPanel;
  readonly findings: readonly Finding[];
}

async function examinePanel(panel: BoardPanel, examination: Examination): Promise<PanelResult> {
  const { board, filled } = examination;
  const { title, type, queries: asked } = panel;
  const result = (state: PanelState, more: Partial<ExaminedPanel> = {}, findings: readonly Finding[] = []) => ({
    panel: { title, type, state, queries: [], ...more },
    findings,
  });
  if (panel.unsupported !== undefined) return result('unasked', { note: panel.unsupported });
  const visible = asked.filter(({ hidden }) => !hidden);
  if (visible.length === 0) return result('idle');

  // Of a repeated panel, the first stands for all.
  const choices = panel.repeat === undefined ? filled.choices : firstOnly(filled.choices, panel.repeat);
  const answers = await concurrently(1, visible, (query) => examineQuery(query, choices, examination));
  const of = (kind: FindingKind) =>
    answers.flatMap((answer) => (answer.problem?.kind === kind ? [answer.problem] : []));
  const findings = [
    ...answers.flatMap(({ short }) => short.map((message) => finding(board, title, 'short window', message))),
    ...(['query', 'fails', 'data source'] as const)
      .flatMap((kind) => of(kind))
      .map(({ kind, message }) => finding(board, title, kind, message)),
  ];
  const queries = answers.flatMap(({ name, expr, values }) =>
    expr === undefined ? [] : [{ name, expr, ...(values !== undefined && { values }) }],
  );
  const notes = [...new Set(answers.flatMap(({ note }) => note ?? []))];
  const more = { queries, ...(notes.length > 0 && { note: notes.join(', ') }) };
  const empty = answers.flatMap(({ emptiness }) => emptiness ?? []);
  const missing = [...new Set(empty.flatMap((one) => one.missing))];
  const absent =
    missing.length > 0
      ? [finding(board, title, 'no metric', `${missing.join(', ')} ${missing.length === 1 ? 'does' : 'do'} not exist`)]
      : [];
  if (findings.some(({ kind }) => kind === 'fails')) return result('failed', more, findings);
  if (findings.some(({ kind }) => kind === 'query' || kind === 'data source')) return result('wrong', more, findings);
  if (answers.some(({ values }) => (values ?? 0) > 0)) return result('data', more, [...findings, ...absent]);
  if (empty.length === 0) return result('unasked', more, findings);
  // What asks for nothing but what does not exist is empty for that, and said once.
  const isAbsent = empty.every((one) => one.missing.length > 0);
  const reasons = [...new Set(empty.filter((one) => one.missing.length === 0).map(({ message }) => message))];
  return result('empty', more, [
    ...findings,
    ...absent,
    ...(isAbsent ? [] : [finding(board, title, 'empty', reasons.join('; '))]),
  ]);
}

function firstOnly(choices: Choices, name: string): Choices {
  const chosen = choices.get(name);
  return chosen === undefined
    ? choices
    : new Map([...choices, [name, { ...chosen, values: chosen.values.slice(0, 1) }]]);
}

interface QueryResult {
  readonly name: string;
  readonly expr?: string;
  readonly values?: number;
  readonly short: readonly string[];
  readonly problem?: { readonly kind: FindingKind; readonly message: string };
  readonly emptiness?: Emptiness;
  /** Why it was not asked. */
  readonly note?: string;
}

async function examineQuery(query: BoardQuery, choices: Choices, examination: Examination): Promise<QueryResult> {
  const { board, stores, range, scrapeMs } = examination;
  const { name } = query;
  const asks = asksWhom(query.datasource, board, stores?.dataSources);
  if (asks.language === undefined)
    return asks.missing
      ? { name, short: [], problem: { kind: 'data source', message: `asks ${asks.unasked}, which is not there` } }
      : { name, short: [], note: asks.unasked };
  if (query.expr === undefined) return { name, short: [], note: 'a query without text' };

  const unknown = unfilled(query.expr, [...choices.keys(), ...Object.keys(board.inputs)]);
  if (unknown.length > 0)
    return {
      name,
      short: [],
      problem: { kind: 'query', message: `no variable $${unknown.join(', $')} in ${oneLine(query.expr)}` },
    };
  const shortest = query.interval === undefined ? undefined : fill(query.interval, choices);
  const filledBy = (at: Range) =>
    fill(
      query.expr ?? '',
      new Map([...choices, ...ownVariables(at, { scrapeMs, shortest }).filter(([own]) => own.startsWith('__'))]),
    );
  const expr = filledBy(range);
  const syntax = asks.language === 'logql' ? logqlProblem(expr) : promqlProblem(expr);
  const short = asks.language === 'promql' ? await shortOf(query, filledBy(closest(range)), asks, examination) : [];
  if (stores === undefined)
    return {
      name,
      expr,
      short,
      ...(syntax !== undefined && { problem: { kind: 'query', message: `${syntax} in ${oneLine(expr)}` } }),
      note: noStore,
    };
  return { name, expr, short, ...(await askedFor({ query, expr, asks, syntax }, stores, examination)) };
}

/** A minute: as far as people zoom in. */
const closest = ({ until, stepSeconds }: Range): Range => ({
  since: new Date(until.getTime() - 60_000),
  until,
  stepSeconds,
});

async function shortOf(
  query: BoardQuery,
  expr: string,
  asks: Asks & { readonly language: string },
  { intervals, isMeasured, scrapeMs, stores }: Examination,
): Promise<string[]> {
  if (promqlError(expr)) return [];
  // Without a store to measure by, and nobody who says it, nothing is known.
  if (!isMeasured) return stores || scrapeMs !== usualScrapeMs ? shortWindows(expr, () => scrapeMs, query.expr) : [];
  const store = stores?.metrics('uid' in asks ? asks.uid : undefined);
  const of = async (selector: string) =>
    store &&
    intervals(store)
      .of(selector)
      .catch((error) => {
        if (stores && isOutage(error, stores)) throw error;
        return undefined;
      });
  return shortWindows(expr, of, query.expr);
}

interface Asked {
  readonly query: BoardQuery;
  readonly expr: string;
  readonly asks: Asks & { readonly language: 'promql' | 'logql'; readonly uid?: string };
  readonly syntax: string | undefined;
}

async function askedFor(
  { query, expr, asks, syntax }: Asked,
  stores: ExaminedStores,
  { range, present, filled }: Examination,
): Promise<Pick<QueryResult, 'values' | 'problem' | 'emptiness' | 'note'>> {
  const store = asks.language === 'logql' ? stores.logs(asks.uid) : stores.metrics(asks.uid);
  if (store === undefined) return { note: asks.language === 'logql' ? 'no Loki to ask' : 'no Prometheus to ask' };
  const one = { query, expr, range };
  try {
    const values = await (store instanceof LokiStore ? valuesOfLogs(store, one) : valuesOfMetrics(store, one));
    if (values > 0) return { values };
    const emptiness = await (store instanceof LokiStore
      ? explainNoLines(expr, store, range)
      : explainEmpty(expr, present(store)));
    // A list may be empty and no harm: `cluster=""` is what series without that label are.
    const unset = variablesIn(query.expr ?? '').find((name) => filled.empty.has(name));
    if (unset !== undefined && /=~?""/.test(emptiness.message))
      return { values, emptiness: { missing: [], message: `$${unset} has no value` } };
    return { values, emptiness };
  } catch (error) {
    if (!(error instanceof BackendError) || isOutage(error, stores)) throw error;
    const kind = syntax === undefined ? 'fails' : 'query';
    return { problem: { kind, message: `${error.message}: ${oneLine(expr)}` } };
  }
}

interface OneQuery {
  readonly query: BoardQuery;
  readonly expr: string;
  readonly range: Range;
}

async function valuesOfMetrics(store: PrometheusStore, { query, expr, range }: OneQuery): Promise<number> {
  return counted(query.instant ? await store.query(expr, range.until) : await store.range(expr, range)).values;
}

async function valuesOfLogs(store: LokiStore, { query, expr, range }: OneQuery): Promise<number> {
  if (readsLines(expr)) return (await store.query(expr, { ...range, limit: 10, newestFirst: true })).length;
  return counted(query.instant ? await store.count(expr, range.until) : await store.range(expr, range)).values;
}

/** A mark that is not there is no fault: it marks what seldom happens. One that cannot be asked for is. */
async function examineMark(mark: BoardQuery, examination: Examination): Promise<Finding[]> {
  const { problem } = await examineQuery(mark, examination.filled.choices, examination);
  return problem ? [finding(examination.board, mark.name, problem.kind, problem.message)] : [];
}
