/** A length of time in three digits and the unit that suits it: `850 µs`, `12.3 ms`, `1.23 s`, `2 min 5 s`. */
export function duration(nanos: number): string {
  const ms = nanos / 1e6;
  if (Math.abs(ms) < 0.9995) return `${Math.round(ms * 1000)} µs`;
  if (Math.abs(ms) < 999.5) return `${threeDigits(ms)} ms`;
  if (Math.abs(ms) < 59_950) return `${threeDigits(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export const milliseconds = (ms: number) => duration(ms * 1e6);

const threeDigits = (value: number) => {
  const digits = Math.abs(value) < 9.995 ? 2 : Math.abs(value) < 99.95 ? 1 : 0;
  return value.toFixed(digits);
};
