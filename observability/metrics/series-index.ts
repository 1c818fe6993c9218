import type { LabelDeclarations } from '../catalogue/declare';
import { type ForgetSeries, limitHooks } from '../limits';
import { boundedLabels, type LabelValues } from './bounded-labels';

/** What prom-client keeps of one series. */
interface Series {
  readonly labels: Readonly<Record<string, string | number>>;
}

/** What a metric of prom-client keeps: its series, by a text made of all their labels. */
interface KeptBy<S extends Series> {
  readonly hashMap: Readonly<Record<string, S>>;
}

export interface SeriesIndexOptions {
  readonly declarations: LabelDeclarations;
  readonly metric: object;
  readonly forget: ForgetSeries;
  /** Has the metric keep a series with these labels, if it does not yet. */
  readonly begin: (labels: LabelValues) => void;
}

type Branch<S> = Map<string | undefined, Branch<S> | S>;

/**
 * Finds what prom-client keeps of a series, one step for each label. prom-client itself checks the names of all labels and makes a text of
 * them for every observation, which is most of what an observation costs.
 */
export class SeriesIndex<S extends Series> {
  readonly bounded: (given: Readonly<Record<string, string>>) => LabelValues;
  readonly #keys: readonly string[];
  readonly #metric: KeptBy<S>;
  readonly #begin: (labels: LabelValues) => void;
  #root: Branch<S> = new Map();
  /** What the index is of: a metric that is reset, or that a hook lets others pass into, begins anew. */
  #kept: KeptBy<S>['hashMap'];
  #passSeries = limitHooks().passSeries;

  constructor({ declarations, metric, forget, begin }: SeriesIndexOptions) {
    this.bounded = boundedLabels(declarations, forget);
    this.#keys = Object.keys(declarations);
    this.#metric = metric as KeptBy<S>;
    this.#begin = begin;
    this.#kept = this.#metric.hashMap;
  }

  /** The series with these labels, or with those that stand for them where they are out of bounds. */
  find(given: Readonly<Record<string, string>>): S {
    const { passSeries } = limitHooks();
    if (this.#kept !== this.#metric.hashMap || this.#passSeries !== passSeries) {
      this.#kept = this.#metric.hashMap;
      this.#passSeries = passSeries;
      this.#root = new Map();
    }
    const known = this.#walk(given);
    if (known) return known;
    const labels = this.bounded(given);
    return this.#walk(labels) ?? this.#learn(labels);
  }

  #walk(labels: Readonly<Record<string, string>>): S | undefined {
    let at: Branch<S> | S | undefined = this.#root;
    if (this.#keys.length === 0) return at.get(undefined) as S | undefined;
    for (const key of this.#keys) {
      at = (at as Branch<S>).get(labels[key]);
      if (at === undefined) return undefined;
    }
    return at as S;
  }

  #learn(labels: LabelValues): S {
    const isThese = (series: S) => this.#keys.every((key) => series.labels[key] === labels[key]);
    let series = Object.values(this.#kept).find(isThese);
    if (!series) {
      this.#begin(labels);
      series = Object.values(this.#kept).find(isThese);
    }
    if (!series) throw new Error('prom-client has no such series although it was begun');
    const path = this.#keys.map((key) => labels[key]);
    let at = this.#root;
    for (const value of path.slice(0, -1)) {
      const next = (at.get(value) as Branch<S> | undefined) ?? new Map();
      at.set(value, next);
      at = next;
    }
    at.set(path.at(-1), series);
    return series;
  }
}
