/** Of a whole, for reading: `83 %`, `0.4 %`. */
export const share = (value: number) => `${threeDigits(value * 100)} %`;

/** `0.25`, `1.5`, `120`, `3.4 million`. */
export function amount(value: number): string {
  if (Math.abs(value) >= 1e9) return `${threeDigits(value / 1e9)} billion`;
  if (Math.abs(value) >= 1e6) return `${threeDigits(value / 1e6)} million`;
  return threeDigits(value);
}

const threeDigits = (value: number) =>
  Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
