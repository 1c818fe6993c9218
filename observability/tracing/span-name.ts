import { otherValue, type SpanDeclaration } from '../catalogue/declare';
import { spanNameOf } from '../catalogue/names';

/** Different names one declaration gives at most; ours have a handful. */
const NAMES_AT_MOST = 32;
const given = new Map<string, Set<string>>();

/**
 * The name of a declared span, filled in from its attributes. Names become series: whatever gets into an attribute, a
 * declaration gives a few names, and `_OTHER` in place of the rest.
 */
export function boundedSpanName(declaration: SpanDeclaration, attributes: Readonly<Record<string, unknown>>): string {
  if (!declaration.name.includes('{')) return declaration.name;
  const name = spanNameOf(declaration, attributes);
  if (name === undefined) return declaration.name;
  const names = given.get(declaration.name) ?? new Set();
  given.set(declaration.name, names);
  if (names.has(name)) return name;
  if (names.size >= NAMES_AT_MOST) return declaration.name.replace(/\{[^{}]+\}/g, otherValue);
  names.add(name);
  return name;
}
