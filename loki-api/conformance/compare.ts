import { type Answer, compareText, type Sample } from './answer';

/** Where arithmetic is involved, the order of additions may differ. */
const tolerance = 1e-9;

/**
 * What differs between the expected and the given answer, as a path and both values; nothing when they are equal.
 *
 * @param ordered whether the order of a vector's samples is compared
 */
export function difference(expected: Answer, given: Answer, { ordered = false } = {}): string | undefined {
  if ('refused' in expected && 'refused' in given) return differ('status', expected.status, given.status);
  if (!ordered && 'vector' in expected && 'vector' in given)
    return differ('', { vector: inOneOrder(expected.vector) }, { vector: inOneOrder(given.vector) });
  if (ordered && 'vector' in expected && 'vector' in given) {
    // Samples of one value may stand in any order among themselves.
    const values = (vector: readonly Sample[]) => vector.map(({ point }) => point[1]);
    return (
      differ('values', values(expected.vector), values(given.vector)) ??
      differ('', inOneOrder(expected.vector), inOneOrder(given.vector))
    );
  }
  return differ('', expected, given);
}

const inOneOrder = (vector: readonly Sample[]) =>
  [...vector].sort((a, b) => compareText(JSON.stringify(a.labels), JSON.stringify(b.labels)));

function differ(path: string, expected: unknown, given: unknown): string | undefined {
  if (Object.is(expected, given)) return undefined;
  if (isPoint(expected) && isPoint(given) && expected[0] === given[0] && near(expected[1], given[1])) return undefined;
  if (!isContainer(expected) || !isContainer(given) || Array.isArray(expected) !== Array.isArray(given))
    return `${path || 'answer'}: expected ${shown(expected)}, given ${shown(given)}`;
  const keys = new Set([...Object.keys(expected), ...Object.keys(given)]);
  for (const key of keys) {
    const found = differ(path ? `${path}.${key}` : key, expected[key], given[key]);
    if (found) return found;
  }
  return undefined;
}

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isPoint = (value: unknown): value is [number, string] =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'number' && typeof value[1] === 'string';

function near(a: string, b: string): boolean {
  const [x, y] = [Number(a), Number(b)];
  return Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y));
}

const shown = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
};
