/**
 * The shapes of a declaration, and the functions that make one. Declaring is all it takes to add a metric, a span, an
 * attribute or a log event: everything else (typed handles, the reference page, the allow-list of what may leave the
 * process, the test against the live stack) is derived.
 */

/** UCUM, as the OpenTelemetry semantic conventions write it; `{thing}` counts things. https://ucum.org */
export type Unit = 's' | 'ms' | 'By' | '1' | '%' | `{${string}}`;

/** A label whose values are not known beforehand; after `limit` different ones the rest folds to `_OTHER`. */
export interface OpenLabel {
  readonly limit: number;
  readonly example: string;
}

/** The labels of a metric by name: the closed set of a label's values, or how many an open one may have. */
export type LabelDeclarations = Readonly<Record<string, readonly string[] | OpenLabel>>;

/** The labels one observation gives: closed labels as a union, open ones as text. */
export type LabelsOf<L extends LabelDeclarations> = {
  readonly [K in keyof L]: L[K] extends readonly (infer Value extends string)[] ? Value : string;
};

interface Described {
  readonly name: string;
  readonly description: string;
  /** The services that emit it, by `service.name`; absent, every service that loads its catalogue may. */
  readonly emittedBy?: readonly string[];
}

interface Metric<L extends LabelDeclarations> extends Described {
  readonly unit: Unit;
  readonly labels: L;
}

/** A number that only grows, by its labels. Its name ends in `_total`. */
export interface CounterDeclaration<L extends LabelDeclarations = LabelDeclarations> extends Metric<L> {
  readonly type: 'counter';
}

/** A value that goes up and down, by its labels. */
export interface GaugeDeclaration<L extends LabelDeclarations = LabelDeclarations> extends Metric<L> {
  readonly type: 'gauge';
}

/** Observations in the declared unit, counted in buckets, by their labels. */
export interface HistogramDeclaration<L extends LabelDeclarations = LabelDeclarations> extends Metric<L> {
  readonly type: 'histogram';
  /** Upper bounds, growing, in the declared unit; the one without a bound is added. */
  readonly buckets: readonly number[];
}

/** A metric of any type, under the name it has in Prometheus. */
export type MetricDeclaration = CounterDeclaration | GaugeDeclaration | HistogramDeclaration;

/** As OpenTelemetry names the kinds of spans. https://opentelemetry.io/docs/specs/otel/trace/api/#spankind */
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

/** The type of an attribute's values; `int` and `double` are both numbers. */
export type AttributeType = 'string' | 'int' | 'double' | 'boolean' | 'string[]';

/** An attribute of spans and log records. `values` closes the set; there are no others then. */
export interface AttributeDeclaration {
  readonly type: AttributeType;
  readonly description: string;
  readonly values?: readonly string[];
}

/** The severities of a log record, least first. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** A kind of log record: one text, one level, and the attributes in which what differs is told. */
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

type Declared<D, Without extends string> = Omit<D, Without>;

/** Declares a counter; without `labels` it has one series. */
export function counterOf<const L extends LabelDeclarations = Record<never, never>>(
  declaration: Declared<CounterDeclaration<L>, 'type' | 'labels'> & { readonly labels?: L },
): CounterDeclaration<L> {
  return { type: 'counter', labels: {} as L, ...declaration };
}

/** Declares a gauge; without `labels` it has one series. */
export function gaugeOf<const L extends LabelDeclarations = Record<never, never>>(
  declaration: Declared<GaugeDeclaration<L>, 'type' | 'labels'> & { readonly labels?: L },
): GaugeDeclaration<L> {
  return { type: 'gauge', labels: {} as L, ...declaration };
}

/** Declares a histogram; without `labels` it has one series for each bucket. */
export function histogramOf<const L extends LabelDeclarations = Record<never, never>>(
  declaration: Declared<HistogramDeclaration<L>, 'type' | 'labels'> & { readonly labels?: L },
): HistogramDeclaration<L> {
  return { type: 'histogram', labels: {} as L, ...declaration };
}

/** Declares a span. */
export function spanOf<const A extends readonly string[]>(declaration: SpanDeclaration<A>): SpanDeclaration<A> {
  return declaration;
}

/** Declares a kind of log record. */
export function logEventOf<const A extends readonly string[]>(
  declaration: LogEventDeclaration<A>,
): LogEventDeclaration<A> {
  return declaration;
}

/** Declares a metric of somebody else's. */
export function inventoryOf<const L extends string>(declaration: InventoryDeclaration<L>): InventoryDeclaration<L> {
  return declaration;
}

/** A label with up to `limit` values that cannot be listed beforehand. */
export const open = (limit: number, example: string): OpenLabel => ({ limit, example });

/** Whether a label is declared by how many values it may have, rather than by which. */
export const isOpen = (label: readonly string[] | OpenLabel): label is OpenLabel => 'limit' in label;

/** What every value outside a label's declared set or limit becomes; the spelling of the semantic conventions. */
export const otherValue = '_OTHER';
