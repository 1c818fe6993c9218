import type { AttributeDeclaration } from './declare';
import type { Knowing } from './define';

interface Values {
  string: string;
  int: number;
  double: number;
  boolean: boolean;
  'string[]': readonly string[];
}

/** The type of a declared attribute's value: its closed set where one is declared. */
export type AttributeValueOf<A extends AttributeDeclaration> = A extends { readonly values: readonly (infer V)[] }
  ? V
  : Values[A['type']];

/** The attributes that a span or log event of a catalogue may carry; a key that is not declared is a compile error. */
export type AttributesOf<D extends { readonly attributes: readonly string[] }> =
  D extends Knowing<infer A>
    ? {
        readonly [K in D['attributes'][number]]?:
          | (K extends keyof A ? (A[K] extends AttributeDeclaration ? AttributeValueOf<A[K]> : never) : never)
          | undefined;
      }
    : never;

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
