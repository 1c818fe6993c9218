import type { Catalogue } from './define';

const kinds = ['metrics', 'spans', 'attributes', 'logEvents'] as const;
const singular = { metrics: 'metric', spans: 'span', attributes: 'attribute', logEvents: 'log event' } as const;

/** Every name that is declared more than once in these catalogues. */
export const sameNames = (catalogues: readonly Catalogue[]): string[] =>
  kinds.flatMap((kind) =>
    repeated(declarationsIn(catalogues, kind), ({ name }) => name).map(
      ([name, by]) => `the ${singular[kind]} '${name}' is declared twice: in ${by}`,
    ),
  );

/** Every key that is there more than once in these catalogues: one of the two could not be found in them together. */
export const sameKeys = (catalogues: readonly Catalogue[]): string[] =>
  kinds
    .filter((kind) => kind !== 'attributes')
    .flatMap((kind) =>
      repeated(declarationsIn(catalogues, kind), ({ key }) => key).map(
        ([key, by]) => `the key '${key}' of ${kind} is declared twice: in ${by}`,
      ),
    );

const declarationsIn = (catalogues: readonly Catalogue[], kind: (typeof kinds)[number]) =>
  catalogues.flatMap((catalogue) =>
    Object.entries(catalogue[kind]).map(([key, declaration]) => ({
      by: catalogue.name,
      key,
      name: nameOf(key, declaration),
    })),
  );

/** Spans of one name are told apart by their kind; attributes have no name but their key. */
function nameOf(key: string, declaration: { readonly name?: string; readonly kind?: string }): string {
  if (declaration.name === undefined) return key;
  return declaration.kind === undefined ? declaration.name : `${declaration.name} (${declaration.kind})`;
}

function repeated<T extends { readonly by: string }>(items: readonly T[], of: (item: T) => string): [string, string][] {
  const places = new Map<string, string[]>();
  for (const item of items) places.set(of(item), [...(places.get(of(item)) ?? []), `'${item.by}'`]);
  return [...places].filter(([, by]) => by.length > 1).map(([text, by]) => [text, [...new Set(by)].join(' and ')]);
}
