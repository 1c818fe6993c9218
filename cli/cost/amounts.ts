const steps = [
  [1e15, 'P'],
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** In three digits: `0.042`, `7.5`, `342`, `12.3k`, `4.56M`. */
export function amount(value: number): string {
  for (const [size, letter] of steps) if (value >= size * 0.9995) return `${threeDigits(value / size)}${letter}`;
  return threeDigits(value);
}

/** Bytes in decimal units: `420 B`, `1.26 MB`. */
export function bytes(value: number): string {
  const text = amount(value);
  const letter = /[A-Z]$/i.exec(text)?.[0] ?? '';
  return `${letter ? text.slice(0, -1) : text} ${letter}B`;
}

/** Up to a hundred with its parts, above that whole, with thousands apart. */
export const money = (value: number): string =>
  value < 100 ? String(Number(value.toPrecision(3))) : Math.round(value).toLocaleString('en');

const threeDigits = (value: number): string =>
  value >= 99.95 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
