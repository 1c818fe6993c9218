import type { LimitHooks } from '@sightline/observability';
import { expect, it, vi } from 'vitest';
import { liftLimits } from './lift-limits';

const { faults, limits } = vi.hoisted(() => ({
  faults: new Map<string, (on: boolean) => void>(),
  limits: { hooks: {} as LimitHooks },
}));
vi.mock('./on-fault', () => ({ onFault: (name: string, apply: (on: boolean) => void) => faults.set(name, apply) }));
vi.mock('@sightline/observability', () => ({
  hookLimits: (hooks: LimitHooks) => {
    limits.hooks = hooks;
  },
}));

it('forgets what was let pass in every metric, though their labels are the same', () => {
  liftLimits();
  faults.get('high-cardinality')?.(true);
  const metrics = [vi.fn(), vi.fn()];
  for (const forget of metrics)
    for (const sku of ['a', 'b', 'a']) expect(limits.hooks.passSeries?.({ sku }, forget)).toBe(true);
  faults.get('high-cardinality')?.(false);
  for (const forget of metrics) expect(forget.mock.calls).toEqual([[{ sku: 'a' }], [{ sku: 'b' }]]);
  expect(limits.hooks.passSeries).toBeUndefined();
});
