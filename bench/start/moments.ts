/** Seconds from the command until each thing is there; a name is missing when it did not come. */
export type Moments = Partial<Record<Moment, number>>;

export const moments = {
  npm: 'packages and types',
  shop: 'the shop takes orders',
  page: 'a page to look at',
  trace: 'the first followed trace',
  whole: 'everything',
} as const;
export type Moment = keyof typeof moments;

const tells: readonly (readonly [Moment, RegExp])[] = [
  ['npm', /^✓ TypeScript\b/],
  ['shop', /^✓ Order service\s.*\bready\b/],
  ['page', /^✓ (?:Viewer|Grafana)\s.*\bready\b/],
  // A warm start tells it only once everything runs, with the time it had.
  ['trace', /^First (?:followed|correlated) trace after (?<seconds>[\d.]+) s/],
  ['whole', /^Together \d+ MB resident/],
];

/** What a line of `npm start` tells; each moment counts once, the first time. */
export function noteMoment(seen: Moments, line: string, seconds: number): void {
  for (const [moment, pattern] of tells) {
    const told = pattern.exec(line.trim());
    if (told) seen[moment] ??= told.groups?.seconds === undefined ? seconds : Number(told.groups.seconds);
  }
}
