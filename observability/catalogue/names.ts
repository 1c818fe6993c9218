import type { attributes } from './index';

type Declared = typeof attributes;

interface Values {
  string: string;
  int: number;
  double: number;
  boolean: boolean;
  'string[]': readonly string[];
}

/** The type of one attribute's value: its closed set where one is declared. */
export type AttributeValueOf<K extends keyof Declared> = Declared[K] extends { readonly values: readonly (infer V)[] }
  ? V
  : Values[Declared[K]['type']];

/** The attributes a declared span or log event may carry; a key that is not declared is a compile error. */
export type AttributesOf<D extends { readonly attributes: readonly string[] }> = {
  readonly [K in D['attributes'][number]]?: (K extends keyof Declared ? AttributeValueOf<K> : never) | undefined;
};

/**
 * A declared span's name with its placeholders filled from the span's attributes.
 * Undefined when one is missing: then this span is not of that declaration.
 */
export function spanNameOf(
  declaration: { readonly name: string },
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  let complete = true;
  const name = declaration.name.replace(/\{([^{}]+)\}/g, (_, key: string) => {
    const value = values[key];
    complete &&= value !== undefined;
    return String(value);
  });
  return complete ? name : undefined;
}
