import { type Answer, compareText, type Point, type Sample, type Series } from './answer';

/** Where arithmetic is involved, the order of additions may differ. */
const tolerance = 1e-9;

interface Manner {
  /** The order of a vector's samples is compared. */
  readonly ordered?: boolean;
  /** Samples were chosen by value: which of several of one value is left open, only the values are compared. */
  readonly chosen?: boolean;
  /** `limit` and `direction`: which of the lines of the last nanosecond are among them is left open. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** What differs between the expected and the given answer, as a path and both values; nothing when they are equal. */
export function difference(expected: Answer, given: Answer, manner: Manner = {}): string | undefined {
  // Loki blames itself for some wrong questions, and for answers too large for it: the stand-in may answer, or blame the question.
  if ('refused' in expected && (expected.status >= 500 || expected.status === 0) && given.status > 0) return undefined;
  if ('refused' in expected && 'refused' in given) return differ('status', expected.status, given.status);
  // Where Loki counts the series of a part of the query, by its plan, more can be answered than it answers.
  if ('refused' in expected && expected.refused.startsWith('maximum number of series') && isFew(given))
    return undefined;
  if ('streams' in expected && 'streams' in given) return differ('', ...withoutCut(expected, given, manner));
  if ('matrix' in expected && 'matrix' in given && manner.chosen)
    return differ('values', valuesByTime(expected.matrix), valuesByTime(given.matrix));
  if ('vector' in expected && 'vector' in given) {
    const values = [expected, given].map(({ vector }) => valuesOf(vector));
    if (manner.chosen) return differ('values', values[0]?.sort(byNumber), values[1]?.sort(byNumber));
    const unordered = differ('', inOneOrder(expected.vector), inOneOrder(given.vector));
    // Samples of one value may stand in any order among themselves.
    return unordered ?? (manner.ordered ? differ('values', values[0], values[1]) : undefined);
  }
  return differ('', expected, given);
}

/** As many series as Loki allows in an answer. */
const isFew = (answer: Answer) =>
  ('vector' in answer && answer.vector.length <= 500) || ('matrix' in answer && answer.matrix.length <= 500);

type Streams = Extract<Answer, { readonly streams: unknown }>;

/** Both without the lines of the nanosecond at which the limit cut, when it did. */
function withoutCut(expected: Streams, given: Streams, { parameters = {} }: Manner): [Streams, Streams] {
  const times = (answer: Streams) => answer.streams.flatMap(({ lines }) => lines.map(([time]) => time));
  const expectedTimes = times(expected);
  if (expectedTimes.length < Number(parameters.limit ?? 100) || times(given).length !== expectedTimes.length)
    return [expected, given];
  const forward = String(parameters.direction).toLowerCase() === 'forward';
  const cuts = forward ? Math.max(...expectedTimes) : Math.min(...expectedTimes);
  return [without(expected, cuts), without(given, cuts)];
}

const without = (answer: Streams, time: number): Streams => ({
  ...answer,
  streams: answer.streams
    .map(({ labels, lines }) => ({ labels, lines: lines.filter((line) => line[0] !== time) }))
    .filter(({ lines }) => lines.length > 0),
});

const byNumber = (a: Point, b: Point) => Number(a[1]) - Number(b[1]);
const valuesOf = (vector: readonly Sample[]) => vector.map(({ point }) => point);

function valuesByTime(matrix: readonly Series[]): Record<string, Point[]> {
  const points = matrix.flatMap((series) => series.points);
  const times = [...new Set(points.map(([time]) => time))];
  const at = (time: number) => points.filter((point) => point[0] === time).sort(byNumber);
  return Object.fromEntries(times.map((time) => [time, at(time)]));
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
