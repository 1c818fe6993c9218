/** The mean over the best of several rounds, after a warm-up. */
export function microsecondsPerCall(fn: () => void): number {
  const calls = 50_000;
  const round = () => {
    const started = performance.now();
    for (let call = 0; call < calls; call++) fn();
    return ((performance.now() - started) * 1_000) / calls;
  };
  round();
  return Math.min(round(), round(), round(), round());
}
