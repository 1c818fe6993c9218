/** How long something will take yet, as far as one can tell. */
export interface TimeLeft {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A time for people: `0.8 s`, `12 s`, `4 min 32 s`. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** For people: `under a minute yet`, `about 2 min yet`, `about 2 to 3 min yet`. */
export function timeLeft({ fromMs, toMs }: TimeLeft): string {
  const [from, to] = [Math.floor(fromMs / 60_000), Math.ceil(toMs / 60_000)];
  if (to <= 1) return 'under a minute yet';
  const least = Math.max(1, from);
  return least === to ? `about ${to} min yet` : `about ${least} to ${to} min yet`;
}
