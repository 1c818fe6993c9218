/** Chance with a seed: the same seed gives the same shoppers, in the same order. */
export interface Dice {
  /** From 0 up to, but not including, 1. */
  roll(): number;
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  chance(share: number): boolean;
  pick<Items extends NonEmpty<unknown>>(items: Items): Items[number];
  /** An item chosen in proportion to its weight. */
  weighted<Items extends NonEmpty<Weighted>>(items: Items): Items[number];
  /** The wait until the next of events that happen `perSecond` times on average, independently: exponential, in ms. */
  nextArrivalMs(perSecond: number): number;
  uuid(): string;
}

type NonEmpty<Item> = readonly [Item, ...Item[]];
type Weighted = { readonly weight: number };

export function dice(seed: number): Dice {
  const roll = mulberry32(seed);
  const between = (min: number, max: number) => min + Math.floor(roll() * (max - min + 1));
  return {
    roll,
    between,
    chance: (share) => roll() < share,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    weighted(items) {
      let left = roll() * items.reduce((sum, { weight }) => sum + weight, 0);
      for (const item of items) {
        left -= item.weight;
        if (left < 0) return item;
      }
      return items[0];
    },
    nextArrivalMs: (perSecond) => (-Math.log(1 - roll()) / perSecond) * 1000,
    uuid() {
      const hex = Array.from({ length: 32 }, () => between(0, 15).toString(16)).join('');
      const variant = (Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8;
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant.toString(16)}${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}

/** Tommy Ettinger's mulberry32: 32 bits of state, passes gjrand; plenty for shoppers. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
