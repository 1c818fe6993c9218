/** What protects backends from a service that says too much. */
export type Guard = 'log rate' | 'label values';

const lifted = new Set<Guard>();
const listeners = new Map<Guard, (() => void)[]>();

export const isLifted = (guard: Guard): boolean => lifted.has(guard);

/** Lifts a guard, to see what it is good for, or puts it back. */
export function liftGuard(guard: Guard, lift: boolean): void {
  if (lift) lifted.add(guard);
  else if (lifted.delete(guard)) for (const restored of listeners.get(guard) ?? []) restored();
}

/** Calls `restored` when the guard is back. */
export function onRestored(guard: Guard, restored: () => void): void {
  listeners.set(guard, [...(listeners.get(guard) ?? []), restored]);
}
