const units = [
  ['s', 1e9],
  ['ms', 1e6],
  ['µs', 1e3],
] as const;

/** Nanoseconds with three digits in the largest unit that has a whole one: `1.25 s`, `38.1 ms`. */
export function duration(nanos: number): string {
  const [unit, size] = units.find(([, each]) => Math.abs(nanos) >= each) ?? (['ns', 1] as const);
  return `${Number((nanos / size).toPrecision(3))} ${unit}`;
}
