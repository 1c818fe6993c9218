const RealDate = Date;

/**
 * Has the clock of this process run `aheadMs` ahead (or behind, when negative), as that of a badly kept machine does: spans, log
 * lines and whatever else asks for the time. Zero puts it right.
 */
export function shiftClock(aheadMs: number): void {
  if (aheadMs === 0) {
    globalThis.Date = RealDate;
    return;
  }
  const now = () => RealDate.now() + aheadMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
}
