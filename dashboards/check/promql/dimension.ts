/**
 * What a number measures: powers of base units, and the factor it was multiplied by.
 * `rate` of bytes is { By: 1, s: -1 }; times 60 it has the scale 60: bytes per minute.
 */
export interface Dimension {
  readonly powers: Readonly<Record<string, number>>;
  readonly scale: number;
}

/** A number written in the query, or something that cannot be known: it takes the dimension of what stands beside it. */
export const unknown = undefined;

const dimension = (powers: Readonly<Record<string, number>>, scale = 1): Dimension => ({
  powers: Object.fromEntries(Object.entries(powers).filter(([, power]) => power !== 0)),
  scale,
});

export const ratio = dimension({});
export const things = dimension({ thing: 1 });
export const seconds = dimension({ s: 1 });

/** The dimension of a unit as the catalogue spells it. */
export function ofUnit(unit: string): Dimension {
  switch (unit) {
    case 's':
      return seconds;
    case 'ms':
      return dimension({ s: 1 }, 1000);
    case 'By':
      return dimension({ By: 1 });
    case '1':
      return ratio;
    case '%':
      return dimension({}, 100);
    case '{currency}':
      return dimension({ currency: 1 });
    default:
      return things;
  }
}

export function combined(left: Dimension, right: Dimension, sign: 1 | -1): Dimension {
  const names = new Set([...Object.keys(left.powers), ...Object.keys(right.powers)]);
  const powers = [...names].map((name) => [name, (left.powers[name] ?? 0) + sign * (right.powers[name] ?? 0)] as const);
  return dimension(Object.fromEntries(powers), left.scale * right.scale ** sign);
}

export const perSecond = (of: Dimension) => combined(of, seconds, -1);
export const scaled = ({ powers, scale }: Dimension, factor: number) => dimension(powers, scale * factor);

/** What a panel with a Grafana unit expects; several where the unit says little. */
const expected: Readonly<Record<string, readonly Dimension[]>> = {
  s: [seconds],
  bytes: [dimension({ By: 1 })],
  Bps: [dimension({ By: 1, s: -1 })],
  percentunit: [ratio],
  short: [things],
  none: [ratio],
  reqps: [perSecond(things)],
  'suffix:/s': [perSecond(things)],
  ops: [perSecond(things)],
  'suffix:/min': [dimension({ thing: 1, s: -1 }, 60)],
  currencyEUR: [dimension({ currency: 1 })],
  'suffix:€/min': [dimension({ currency: 1, s: -1 }, 60)],
};

/** Whether a number may be shown in a unit. */
export function fits(of: Dimension, unit: string): boolean {
  return (expected[unit] ?? []).some(
    ({ powers, scale }) =>
      Math.abs(of.scale / scale - 1) < 1e-9 && JSON.stringify(sorted(powers)) === JSON.stringify(sorted(of.powers)),
  );
}

export const isKnownUnit = (unit: string) => unit in expected;

export const written = ({ powers, scale }: Dimension) =>
  `${scale === 1 ? '' : `${scale} x `}${
    sorted(powers)
      .map(([name, power]) => (power === 1 ? name : `${name}^${power}`))
      .join(' ') || 'ratio'
  }`;

const sorted = (powers: Readonly<Record<string, number>>) =>
  Object.entries(powers).sort(([a], [b]) => (a < b ? -1 : 1));
