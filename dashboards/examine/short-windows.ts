import {
  findNodes,
  parseDuration,
  parsePromql,
  promqlError,
  renderPlain,
  type SyntaxNode,
  textOf,
} from '@sightline/promql';
import type { PrometheusStore, Range } from '@sightline/stores';

/** These tell how something changes, for which they need two samples in their window. */
const needTwo = new Set([
  'rate',
  'irate',
  'increase',
  'delta',
  'idelta',
  'deriv',
  'predict_linear',
  'changes',
  'resets',
]);

export interface Window {
  readonly call: string;
  /** `metric{matchers}` */
  readonly selector: string;
  readonly ms: number;
  readonly samplesNeeded: number;
}

/** The windows of a query whose variables are filled in. */
export function windowsIn(expr: string): Window[] {
  const tree = parsePromql(expr);
  if (promqlError(expr, tree)) return [];
  return findNodes(tree, 'MatrixSelector').flatMap((node): Window[] => {
    const [, selector = '', length = ''] = /^([\s\S]*)\[([^\]]+)\]$/.exec(textOf(expr, node)) ?? [];
    const ms = parseDuration(length.trim());
    const call = calledBy(node, expr);
    return ms === undefined ? [] : [{ call, selector, ms, samplesNeeded: needTwo.has(call) ? 2 : 1 }];
  });
}

function calledBy(node: SyntaxNode, expr: string): string {
  for (let above = node.parent; above; above = above.parent)
    if (above.name === 'FunctionCall') return textOf(expr, above.firstChild);
  return '';
}

/** Longer windows than this hold two samples of whoever is scraped at all. */
const longestDoubtfulMs = 600_000;

/** How far the samples of series lie apart, asked once for each selector. */
export class SampleIntervals {
  readonly #store: PrometheusStore;
  readonly #at: Date;
  readonly #known = new Map<string, Promise<number | undefined>>();

  constructor(store: PrometheusStore, { until }: Range) {
    this.#store = store;
    this.#at = until;
  }

  /** In milliseconds; undefined when there are not two samples to tell by. */
  of(selector: string): Promise<number | undefined> {
    const known = this.#known.get(selector) ?? this.#measured(selector);
    this.#known.set(selector, known);
    return known;
  }

  /** Of one of the series: the middle of what lies between its samples, since a scrape may fail, and one may be new. */
  async #measured(selector: string): Promise<number | undefined> {
    const [one] = await this.#store.query(`topk(1, ${selector})`, this.#at);
    if (!one) return undefined;
    const { __name__: metric = '', ...labels } = one.labels;
    const matchers = Object.entries(labels).map(([label, value]) => ({ label, op: '=' as const, value }));
    const [series] = await this.#store.samples(`${renderPlain({ metric, matchers })}[10m]`, this.#at);
    const times = (series?.points ?? []).map(({ time }) => time);
    const between = times.slice(1).map((time, index) => time - (times[index] ?? time));
    const middle = between.sort((a, b) => a - b)[Math.floor(between.length / 2)];
    return middle === undefined ? undefined : middle * 1000;
  }
}

/**
 * The windows that lie between two scrapes: what they show is not there, or comes and goes.
 *
 * @param written the query before its variables were filled in
 */
export async function shortWindows(
  expr: string,
  interval: (selector: string) => Promise<number | undefined> | number | undefined,
  written = expr,
): Promise<string[]> {
  const found: string[] = [];
  for (const { call, selector, ms, samplesNeeded } of windowsIn(expr)) {
    if (ms > longestDoubtfulMs) continue;
    const between = await interval(selector);
    // Scrapes are not exactly on time: a tenth is nothing to mind.
    if (between === undefined || ms >= 0.9 * samplesNeeded * between) continue;
    const needs = samplesNeeded === 2 ? ', and it needs two of them' : '';
    const seconds = Math.round(between / 1000);
    const mend = written.includes('__rate_interval')
      ? `give the query a Min step of ${seconds}s`
      : 'use $__rate_interval';
    found.push(
      `${call || 'it'} reads ${selector} over ${ms / 1000}s, where a sample comes every ${seconds}s${needs}: ${mend}`,
    );
  }
  return [...new Set(found)];
}
