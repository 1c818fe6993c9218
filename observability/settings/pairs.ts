/**
 * `key=value,key=value`, percent-encoded: how OTEL_* variables spell a map (W3C Baggage without its properties).
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export interface Pairs {
  readonly pairs: Readonly<Record<string, string>>;
  /** The items that are no pairs, as they came. */
  readonly bad: readonly string[];
}

/** What makes a pair good, decoded. */
export type PairCheck = (key: string, value: string, raw: string) => boolean;

/** Splits at commas, and each item at its first `=`. */
export function readPairs(text: string, isGood: PairCheck = () => true): Pairs {
  const bad: string[] = [];
  const pairs: [string, string][] = [];
  for (const item of text.split(',')) {
    const at = item.indexOf('=');
    const key = at < 0 ? undefined : decoded(item.slice(0, at));
    const value = decoded(item.slice(at + 1));
    if (key && value !== undefined && isGood(key, value, item.slice(at + 1))) pairs.push([key, value]);
    else bad.push(item.trim());
  }
  return { pairs: Object.fromEntries(pairs), bad };
}

/** The same map in one spelling that every reader takes for the same. */
export const writePairs = (pairs: Readonly<Record<string, string>>): string =>
  Object.entries(pairs)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join(',');

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return undefined;
  }
}
