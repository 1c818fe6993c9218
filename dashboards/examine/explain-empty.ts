import { type PlainSelector, promqlError, renderPlain, selectorsIn } from '@sightline/promql';
import { concurrently, type LokiStore, type PrometheusStore, type Range } from '@sightline/stores';

/** Why a query gave nothing. */
export interface Emptiness {
  /** The metrics it asks for that no series has. */
  readonly missing: readonly string[];
  readonly message: string;
}

const shown = 5;

/** Answers about series that are asked for many times in one examination. */
export class Present {
  readonly #store: PrometheusStore;
  readonly #range: Range;
  #names: Promise<ReadonlySet<string>> | undefined;
  readonly #selects = new Map<string, Promise<boolean>>();

  constructor(store: PrometheusStore, range: Range) {
    this.#store = store;
    this.#range = range;
  }

  /** Every metric that has a sample in the range. */
  metrics(): Promise<ReadonlySet<string>> {
    this.#names ??= this.#store.labelValues('__name__', this.#range).then((names) => new Set(names));
    return this.#names;
  }

  selects(selector: PlainSelector): Promise<boolean> {
    const match = renderPlain(selector);
    const known = this.#selects.get(match) ?? this.#any(match);
    this.#selects.set(match, known);
    return known;
  }

  /** What a label of a metric can be. */
  values(metric: string, label: string): Promise<string[]> {
    return this.#store.labelValues(label, { ...this.#range, match: renderPlain({ metric, matchers: [] }) });
  }

  async #any(match: string): Promise<boolean> {
    const { since, until } = this.#range;
    const seconds = Math.max(1, Math.round((until.getTime() - since.getTime()) / 1000));
    return (await this.#store.query(`count(last_over_time(${match}[${seconds}s]))`, until)).length > 0;
  }
}

/** What of a query of PromQL is not there: a metric, a value of a label, a combination; else it is its own condition. */
export async function explainEmpty(expr: string, present: Present): Promise<Emptiness> {
  if (promqlError(expr)) return { missing: [], message: `no value from ${oneLine(expr)}` };
  const names = await present.metrics();
  const selectors = selectorsIn(expr);
  const missing = [...new Set(selectors.map(({ metric }) => metric).filter((name) => name !== '' && !names.has(name)))];
  const there = selectors.filter(({ metric }) => !missing.includes(metric));
  const reasons = await concurrently(1, there, (selector) => unmatched(selector, present));
  const said = [...new Set(reasons.filter((reason) => reason !== undefined))];
  if (missing.length > 0)
    return { missing, message: `${list(missing)} ${missing.length === 1 ? 'does' : 'do'} not exist` };
  if (said.length > 0) return { missing, message: said.join('; ') };
  return { missing, message: `the series are there, but ${oneLine(expr)} leaves none of them` };
}

/** The matcher that no series passes; undefined when the selector finds something. */
async function unmatched(selector: PlainSelector, present: Present): Promise<string | undefined> {
  const { metric, matchers } = selector;
  if (await present.selects(selector)) return undefined;
  if (metric === '' || matchers.length === 0) return `nothing is ${renderPlain(selector)}`;
  for (const matcher of matchers) {
    if (await present.selects({ metric, matchers: [matcher] })) continue;
    const values = await present.values(metric, matcher.label);
    const has = values.length === 0 ? 'it has no such label' : `it is ${list(values)}`;
    return `no ${metric} has ${renderPlain({ metric: '', matchers: [matcher] }).slice(1, -1)}: ${has}`;
  }
  return `no series is ${renderPlain(selector)}, each of whose labels is there alone`;
}

/** The stream that is not there, in a query of LogQL. */
export async function explainNoLines(expr: string, logs: LokiStore, range: Range): Promise<Emptiness> {
  const [, inside = ''] = /\{([^}]*)\}/.exec(expr) ?? [];
  const labels = await logs.labelNames(range);
  const matchers = [...inside.matchAll(/([\w.]+)\s*(=~|=)\s*(?:"([^"]*)"|`([^`]*)`)/g)];
  for (const [whole, label = '', op, double, raw] of matchers) {
    const value = double ?? raw ?? '';
    if (value === '' || /^\.[*+]$/.test(value)) continue;
    if (!labels.includes(label))
      return { missing: [], message: `no stream has the label ${label}: there are ${list(labels)}` };
    const values = await logs.labelValues(label, range);
    const fits = op === '=' ? (one: string) => one === value : (one: string) => matches(value, one);
    if (!values.some(fits)) return { missing: [], message: `no stream has ${whole}: ${label} is ${list(values)}` };
  }
  return { missing: [], message: `no line from ${oneLine(expr)}` };
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return true;
  }
}

const list = (names: readonly string[]) =>
  names.length === 0
    ? 'nothing'
    : `${names.slice(0, shown).join(', ')}${names.length > shown ? `, and ${names.length - shown} more` : ''}`;

export const oneLine = (expr: string) => {
  const line = expr.replaceAll(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
};
