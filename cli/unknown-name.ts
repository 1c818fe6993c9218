import { distance } from 'fastest-levenshtein';
import { type CliError, usageError } from './cli-error';

/** A guess further away than this many letters is none. */
const nearEnough = 3;

/** The one of this name. @throws {CliError} USAGE: see unknownName. */
export function oneNamed<Named extends { readonly name: string }>(
  kind: string,
  name: string,
  all: readonly Named[],
): Named {
  const found = all.find((each) => each.name === name);
  if (found) return found;
  throw unknownName(
    kind,
    name,
    all.map((each) => each.name),
  );
}

/** What to answer when there is no such thing: what was probably meant, and all there are. */
export function unknownName(kind: string, name: string, names: readonly string[]): CliError {
  const nearest = nearestOf(name, names);
  const guess = nearest ? `; did you mean ${nearest}? There are` : ': choose one of';
  return usageError(`There is no ${kind} "${name}"${guess} ${names.join(', ')}`);
}

/** The name that was probably meant. */
export const nearestOf = (name: string, names: readonly string[]): string | undefined =>
  names
    .map((each) => ({ each, letters: distance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ letters, each }) => letters <= nearEnough && letters < each.length / 2)
    .sort((a, b) => a.letters - b.letters)[0]?.each;
