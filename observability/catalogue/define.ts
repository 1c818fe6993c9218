import { sameKeys, sameNames } from './conflicts';
import type { AttributeDeclaration, LogEventDeclaration, MetricDeclaration, SpanDeclaration } from './declare';
import { problemsOf } from './problems';

/** By the key under which code finds it. */
export type Declarations<D> = Readonly<Record<string, D>>;

/** What one part of a system emits: names that are declared once, and found under `metrics`, `spans` and `logEvents`. */
export interface Catalogue<
  M extends Declarations<MetricDeclaration> = Declarations<MetricDeclaration>,
  S extends Declarations<SpanDeclaration> = Declarations<SpanDeclaration>,
  A extends Declarations<AttributeDeclaration> = Declarations<AttributeDeclaration>,
  L extends Declarations<LogEventDeclaration> = Declarations<LogEventDeclaration>,
> {
  readonly name: string;
  readonly metrics: M;
  readonly spans: S;
  /** By the attribute's own name. */
  readonly attributes: A;
  readonly logEvents: L;
  /** The catalogues it is composed of; of one that was defined, itself. */
  readonly parts: readonly Catalogue[];
}

declare const attributesOf: unique symbol;

/** A span or log event that knows, for the compiler alone, the declarations of its attributes. */
export interface Knowing<A> {
  readonly [attributesOf]?: A;
}

type Each<D, A> = { readonly [K in keyof D]: D[K] & Knowing<A> };
// biome-ignore lint/suspicious/noExplicitAny: the one way to make an intersection of a union.
type Intersection<U> = (U extends any ? (each: U) => void : never) extends (all: infer I) => void ? I : never;
type Kind = 'metrics' | 'spans' | 'attributes' | 'logEvents';
/** All declarations of one kind in several catalogues; none where there is no catalogue. */
type AllOf<C extends readonly Catalogue[], K extends Kind> =
  Intersection<C[number][K]> extends infer All extends Catalogue[K] ? All : None;
type None = Record<never, never>;

/** What `defineCatalogue` takes. */
export interface CatalogueDefinition<M, S, A, L, U> {
  /** Unlike any other catalogue's in the process; the heading on the reference page. */
  readonly name: string;
  /** The services that emit what is declared here, by `service.name`; absent, every service that loads it may. */
  readonly emittedBy?: readonly string[];
  /** Catalogues whose attributes are used here. */
  readonly uses?: U;
  readonly metrics?: M;
  readonly spans?: S;
  readonly attributes?: A;
  readonly logEvents?: L;
}

/** A catalogue that cannot be: `problems` says everything that is wrong with it. */
export class InvalidCatalogue extends Error {
  override readonly name = 'InvalidCatalogue';
  readonly code = 'INVALID_CATALOGUE';

  constructor(
    catalogue: string,
    readonly problems: readonly string[],
  ) {
    super(
      `The telemetry catalogue '${catalogue}' cannot be used:\n${problems.map((each) => `  - ${each}`).join('\n')}`,
    );
  }
}

/**
 * Defines what a part of a system emits. From here on this process knows the names: its attributes pass the gate that spans leave by, and
 * its counters and histograms are there, at zero, before anything happens. Spans and log events know the types of their attributes.
 *
 * @throws {InvalidCatalogue} when a name is declared twice, here or in another catalogue of the process, when a span or log event has an
 * attribute that neither this catalogue nor one of `uses` declares, or when a name is none that Prometheus takes.
 */
export function defineCatalogue<
  const M extends Declarations<MetricDeclaration> = None,
  const S extends Declarations<SpanDeclaration> = None,
  const A extends Declarations<AttributeDeclaration> = None,
  const L extends Declarations<LogEventDeclaration> = None,
  const U extends readonly Catalogue[] = [],
>(
  definition: CatalogueDefinition<M, S, A, L, U>,
): Catalogue<M, Each<S, A & AllOf<U, 'attributes'>>, A, Each<L, A & AllOf<U, 'attributes'>>> {
  const { name, emittedBy, uses = [] } = definition;
  const emitted = <D>(declarations: Declarations<D> | undefined) =>
    Object.fromEntries(
      Object.entries(declarations ?? {}).map(([key, each]) => [key, emittedBy ? { emittedBy, ...each } : each]),
    );
  const parts: Catalogue[] = [];
  const catalogue = {
    name,
    metrics: emitted(definition.metrics),
    spans: emitted(definition.spans),
    attributes: definition.attributes ?? {},
    logEvents: emitted(definition.logEvents),
    parts,
  };
  parts.push(catalogue);
  const others = [...known.values()].filter((other) => other.name !== name);
  const problems = [...problemsOf(catalogue, uses), ...sameNames([...others, catalogue]), ...changeOf(catalogue)];
  if (problems.length > 0) throw new InvalidCatalogue(name, problems);
  learn(catalogue);
  return catalogue as never;
}

/**
 * One catalogue of several: everything that a system emits.
 *
 * @throws {InvalidCatalogue} when a name, or a key, is declared in two of them.
 */
export function composeCatalogues<const C extends readonly Catalogue[]>(
  name: string,
  ...catalogues: C
): Catalogue<AllOf<C, 'metrics'>, AllOf<C, 'spans'>, AllOf<C, 'attributes'>, AllOf<C, 'logEvents'>> {
  const parts = [...new Set(catalogues.flatMap((each) => each.parts))];
  const problems = [...sameNames(parts), ...sameKeys(parts)];
  if (problems.length > 0) throw new InvalidCatalogue(name, problems);
  const all = (kind: Kind) => Object.assign({}, ...parts.map((part) => part[kind]));
  return {
    name,
    metrics: all('metrics'),
    spans: all('spans'),
    attributes: all('attributes'),
    logEvents: all('logEvents'),
    parts,
  } as never;
}

const known = new Map<string, Catalogue>();
const declaredAttributes = new Set<string>();
const listeners: ((catalogue: Catalogue) => void)[] = [];

/** Whether a catalogue that this process has loaded declares the attribute. */
export const isDeclaredAttribute = (name: string): boolean => declaredAttributes.has(name);

/** Calls `learn` with each catalogue of this process: those that are defined already, and those that follow. */
export function onCatalogue(hear: (catalogue: Catalogue) => void): void {
  listeners.push(hear);
  for (const catalogue of known.values()) hear(catalogue);
}

function learn(catalogue: Catalogue): void {
  known.set(catalogue.name, catalogue);
  for (const key of Object.keys(catalogue.attributes)) declaredAttributes.add(key);
  for (const hear of listeners) hear(catalogue);
}

/** A module may be loaded twice; two catalogues of one name would hide each other. */
function changeOf(catalogue: Catalogue): string[] {
  const before = known.get(catalogue.name);
  if (before === undefined || textOf(before) === textOf(catalogue)) return [];
  return [`another catalogue is called '${catalogue.name}' already: give this one a name of its own`];
}

const textOf = ({ metrics, spans, attributes, logEvents }: Catalogue) =>
  JSON.stringify({ metrics, spans, attributes, logEvents });
