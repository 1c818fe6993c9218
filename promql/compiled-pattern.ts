import { RE2JS } from 're2js';

/** A regular expression of RE2, the engine's own syntax: linear in the text, whoever wrote it. */
export interface Pattern {
  /** Whether it is found anywhere in the text. */
  found(text: string): boolean;
}

const mostKept = 500;
const kept = new Map<string, RE2JS>();

/** @throws {RE2JSException} naming what is wrong. */
export function compiled(source: string): RE2JS {
  const known = kept.get(source);
  if (known !== undefined) return known;
  const made = RE2JS.compile(source);
  if (kept.size >= mostKept) kept.clear();
  kept.set(source, made);
  return made;
}

export function patternOf(source: string): Pattern {
  const pattern = compiled(source);
  return { found: (text) => pattern.test(text) };
}
