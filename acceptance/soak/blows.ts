import type { ComponentName } from '@sightline/stack';
import { type Dice, dice } from '@sightline/traffic';

/** What is struck. `cut` ends the connections of a service to its database, those of its relay among them, in whatever they are doing. */
export type Blow =
  | { readonly kind: 'kill'; readonly victim: ComponentName; readonly afterMs: number }
  | { readonly kind: 'freeze'; readonly victim: ComponentName; readonly afterMs: number; readonly ms: number }
  | { readonly kind: 'cut'; readonly victim: 'order' | 'payment'; readonly afterMs: number };

const services = ['order', 'payment'] as const;
const victims = [...services, 'kafka', 'postgres', 'bank', 'collector'] as const;

/** Between two blows: shorter than a part needs to come back, so that they meet. */
const pauseMs = { min: 500, max: 4_000 };
/** Some are over before anybody minds, some last longer than a request may take. */
const frozenMs = { min: 200, max: 12_000 };

/** Blows without end, the same ones for the same seed. */
export function* blows(seed: number): Generator<Blow, never> {
  const chance = dice(seed);
  for (;;) yield blow(chance);
}

function blow(chance: Dice): Blow {
  const afterMs = chance.between(pauseMs.min, pauseMs.max);
  const { kind } = chance.weighted([
    { kind: 'kill', weight: 4 },
    { kind: 'freeze', weight: 4 },
    { kind: 'cut', weight: 2 },
  ] as const);
  switch (kind) {
    case 'kill':
      return { kind, victim: chance.pick(victims), afterMs };
    case 'freeze':
      return { kind, victim: chance.pick(victims), afterMs, ms: chance.between(frozenMs.min, frozenMs.max) };
    case 'cut':
      return { kind, victim: chance.pick(services), afterMs };
  }
}
