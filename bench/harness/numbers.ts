import { InvalidArgumentError } from 'commander';

interface Bounds {
  readonly min: number;
  /** Default: as far as whole numbers are exact. */
  readonly max?: number;
}

/** A parser of an option: a whole number within bounds. */
export const wholeNumberIn =
  ({ min, max }: Bounds) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= (max ?? Number.MAX_SAFE_INTEGER)) return value;
    const bounds = max === undefined ? `of ${min} or more` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`Give a whole number ${bounds}.`);
  };

/** The same of several, with commas between them: each once. */
export const wholeNumbersIn =
  (bounds: Bounds) =>
  (text: string): readonly number[] => {
    const read = wholeNumberIn(bounds);
    return [...new Set(text.split(',').map((part) => read(part.trim())))];
  };
