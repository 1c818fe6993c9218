/**
 * The shapes of a declaration, and the functions that make one. Declaring is all it takes to add a metric, a span, an
 * attribute or a log event: everything else (typed handles, the reference page, the allow-list of what may leave the
 * process, the test against the live stack) is derived.
 */

/** Who writes a signal; `derived` is made by the collector from other signals. */
export type Emitter = 'order' | 'payment' | 'collector' | 'derived';

/** UCUM, as the OpenTelemetry semantic conventions write it; `{thing}` counts things. */
export type Unit = 's' | 'ms' | 'By' | '1' | '%' | `{${string}}`;

/** A label whose values are not known beforehand; after `limit` different ones the rest folds to `_OTHER`. */
export interface OpenLabel {
  readonly limit: number;
  readonly example: string;
}

export type LabelDeclarations = Readonly<Record<string, readonly string[] | OpenLabel>>;

/** The labels one observation gives: closed labels as a union, open ones as text. */
export type LabelsOf<L extends LabelDeclarations> = {
  readonly [K in keyof L]: L[K] extends readonly (infer Value extends string)[] ? Value : string;
};

interface Described {
  readonly name: string;
  readonly description: string;
  readonly emittedBy: readonly Emitter[];
}

interface Metric<L extends LabelDeclarations> extends Described {
  readonly unit: Unit;
  readonly labels: L;
}

export interface CounterDeclaration<L extends LabelDeclarations = LabelDeclarations> extends Metric<L> {
  readonly type: 'counter';
}

export interface GaugeDeclaration<L extends LabelDeclarations = LabelDeclarations> extends Metric<L> {
  readonly type: 'gauge';
}

export interface HistogramDeclaration<L extends LabelDeclarations = LabelDeclarations> extends Metric<L> {
  readonly type: 'histogram';
  readonly buckets: readonly number[];
}

export type MetricDeclaration = CounterDeclaration | GaugeDeclaration | HistogramDeclaration;

export type SpanKindName = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/**
 * `name` may hold attribute keys in braces (`send {messaging.destination.name}`); they are filled from the span's own
 * attributes, so a name is never put together by hand.
 */
export interface SpanDeclaration<A extends readonly string[] = readonly string[]> extends Described {
  readonly kind: SpanKindName;
  readonly attributes: A;
  /** The instrumentation library that makes it; absent when a service makes it with `withSpan` or `recordSpan`. */
  readonly instrumentation?: string;
}

export type AttributeType = 'string' | 'int' | 'double' | 'boolean' | 'string[]';

/** Keyed by the attribute's name. `values` closes the set. */
export interface AttributeDeclaration {
  readonly type: AttributeType;
  readonly description: string;
  readonly values?: readonly string[];
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

export interface LogEventDeclaration<A extends readonly string[] = readonly string[]> extends Described {
  readonly level: LogLevel;
  /** The other levels it may have, when its severity depends on what happened (a request's status). */
  readonly alsoAt?: readonly LogLevel[];
  /** The text a person reads. Values go in attributes, never into the text. */
  readonly message: string;
  readonly attributes: A;
  /** Records beyond it are suppressed and counted: for what is said again and again, and is known from a few. */
  readonly atMost?: { readonly perSecond: number; readonly burst: number };
}

/** Names that somebody else emits (the collector, an engine), declared so that dashboards and rules can refer to them. */
export interface InventoryDeclaration<L extends string = string> {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly unit: Unit;
  readonly description: string;
  readonly labels: readonly L[];
  /** The component of the collector, or the engine, that makes it. */
  readonly source: string;
}

export interface Topic {
  readonly metrics?: Readonly<Record<string, MetricDeclaration>>;
  readonly spans?: Readonly<Record<string, SpanDeclaration>>;
  readonly attributes?: Readonly<Record<string, AttributeDeclaration>>;
  readonly logEvents?: Readonly<Record<string, LogEventDeclaration>>;
}

type Declared<D, Without extends string> = Omit<D, Without>;

export function counterOf<const L extends LabelDeclarations = Record<never, never>>(
  declaration: Declared<CounterDeclaration<L>, 'type' | 'labels'> & { readonly labels?: L },
): CounterDeclaration<L> {
  return { type: 'counter', labels: {} as L, ...declaration };
}

export function gaugeOf<const L extends LabelDeclarations = Record<never, never>>(
  declaration: Declared<GaugeDeclaration<L>, 'type' | 'labels'> & { readonly labels?: L },
): GaugeDeclaration<L> {
  return { type: 'gauge', labels: {} as L, ...declaration };
}

export function histogramOf<const L extends LabelDeclarations = Record<never, never>>(
  declaration: Declared<HistogramDeclaration<L>, 'type' | 'labels'> & { readonly labels?: L },
): HistogramDeclaration<L> {
  return { type: 'histogram', labels: {} as L, ...declaration };
}

export function spanOf<const A extends readonly string[]>(declaration: SpanDeclaration<A>): SpanDeclaration<A> {
  return declaration;
}

export function logEventOf<const A extends readonly string[]>(
  declaration: LogEventDeclaration<A>,
): LogEventDeclaration<A> {
  return declaration;
}

export function inventoryOf<const L extends string>(declaration: InventoryDeclaration<L>): InventoryDeclaration<L> {
  return declaration;
}

/** A label with up to `limit` values that cannot be listed beforehand. */
export const open = (limit: number, example: string): OpenLabel => ({ limit, example });

export const isOpen = (label: readonly string[] | OpenLabel): label is OpenLabel => 'limit' in label;

/** What every value outside a label's declared set or limit becomes; the spelling of the semantic conventions. */
export const otherValue = '_OTHER';
