/**
 * An answer of Loki's API in a form that two answers can be compared in: times counted from the base (nanoseconds of lines, seconds of
 * samples), everything whose order Loki leaves open in one order, and without what is not compared.
 *
 * Not compared: `stats`, which says how the answer was found; the order of streams, series and labels; the order of lines of the
 * same stream and nanosecond; the moment of a scalar, which Loki 3.7 gives in the year 206922; the wording of refusals.
 */
export type Answer =
  | { readonly status: number; readonly refused: string }
  | { readonly status: 200; readonly streams: readonly Stream[]; readonly encodingFlags?: readonly string[] }
  | { readonly status: 200; readonly matrix: readonly Series[] }
  | { readonly status: 200; readonly vector: readonly Sample[] }
  | { readonly status: 200; readonly scalar: string }
  | { readonly status: 200; readonly other: unknown };

export interface Stream {
  readonly labels: Labels;
  readonly lines: readonly Line[];
}
export interface Series {
  readonly labels: Labels;
  readonly points: readonly Point[];
}
export interface Sample {
  readonly labels: Labels;
  readonly point: Point;
}
type Labels = Readonly<Record<string, string>>;
type Line = readonly [nanosAfterBase: number, line: string, categorised?: object];
export type Point = readonly [secondsAfterBase: number, value: string];

/** @param base nanoseconds since 1970 */
export function readAnswer(status: number, text: string, base: bigint): Answer {
  if (status !== 200) return { status, refused: text.trim() };
  const answer = JSON.parse(text);
  const { resultType, result } = answer.data ?? {};
  const nanos = (time: string) => Number(BigInt(time) - base);
  const seconds = (time: number) => Math.round((time - Number(base / 1_000_000_000n)) * 1000) / 1000;
  const point = ([time, value]: [number, string]): Point => [seconds(time), value];
  switch (resultType) {
    case 'streams': {
      const streams = result.map(
        ({ stream, values }: { stream: Labels; values: readonly (readonly [string, string, object?])[] }) => ({
          labels: sorted(stream),
          lines: tiesSorted(
            values.map(([time, line, more]) => (more ? [nanos(time), line, sorted(more)] : [nanos(time), line])),
          ),
        }),
      );
      return { status, streams: byLabels(streams), encodingFlags: answer.data.encodingFlags };
    }
    case 'matrix':
      return {
        status,
        matrix: byLabels(
          result.map(({ metric, values }: { metric: Labels; values: [number, string][] }) => ({
            labels: sorted(metric),
            points: values.map(point),
          })),
        ),
      };
    case 'vector':
      return {
        status,
        vector: result.map(({ metric, value }: { metric: Labels; value: [number, string] }) => ({
          labels: sorted(metric),
          point: point(value),
        })),
      };
    case 'scalar':
      return { status, scalar: result[1] };
    default:
      return { status, other: sorted(answer) };
  }
}

/** The same answer without its numbers, where these are estimates of Loki's index: of its chunks, not of its lines. */
export function withoutAmounts(answer: Answer): Answer {
  if ('vector' in answer) return { ...answer, vector: answer.vector.map(({ labels }) => ({ labels, point: [0, ''] })) };
  if ('matrix' in answer) return { ...answer, matrix: answer.matrix.map(({ labels }) => ({ labels, points: [] })) };
  if ('other' in answer) {
    const text = JSON.stringify(answer.other, (_, value) => (typeof value === 'number' ? 0 : value));
    return { ...answer, other: JSON.parse(text) };
  }
  return answer;
}

/** The same value with its keys, and the members of its lists, in one order. */
function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sorted).sort(byText) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)])) as T;
}

const byLabels = <T extends { readonly labels: Labels }>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => byText(a.labels, b.labels));

/** Lines in the order they came in; those of one nanosecond that stand together, by their text. */
function tiesSorted(lines: readonly Line[]): Line[] {
  const groups: Line[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    if (group?.[0]?.[0] === line[0]) group.push(line);
    else groups.push([line]);
  }
  return groups.flatMap((group) => group.sort(byText));
}

const byText = (a: unknown, b: unknown) => compareText(JSON.stringify(a), JSON.stringify(b));
export const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
