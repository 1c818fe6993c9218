import type { Upstream } from './upstream';

/**
 * Whom to give a request that those of `tried` could not take: of the ready ones the one with the fewest in hand, in turn where they have
 * alike. When none is ready, one that is not, all the same: it says best itself what it lacks. Undefined when all were tried.
 */
export function choose(
  upstreams: readonly Upstream[],
  { tried, turn }: { readonly tried: ReadonlySet<Upstream>; readonly turn: number },
): Upstream | undefined {
  const inTurn = [...upstreams.slice(turn % upstreams.length), ...upstreams.slice(0, turn % upstreams.length)];
  const untried = inTurn.filter((each) => !tried.has(each));
  const ready = untried.filter(({ isReady }) => isReady);
  return (ready.length > 0 ? ready : untried).reduce<Upstream | undefined>(
    (best, each) => (best === undefined || each.underWay < best.underWay ? each : best),
    undefined,
  );
}
