/** Round moments along an axis, at most `most` of them besides zero. */
export function ticks(length: number, most: number): number[] {
  const least = length / most;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10);
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
}
