import { type BinaryOp, comparisons } from './syntax';

export const isComparison = (op: BinaryOp): boolean => comparisons.some((comparison) => comparison === op);

/** Two numbers put together. Division by zero is not a number, as in Loki; a comparison is 1 or 0. */
export function combined(op: BinaryOp, a: number, b: number): number {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? Number.NaN : a / b;
    case '%':
      return b === 0 ? Number.NaN : a % b;
    case '^':
      return a ** b;
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '>':
      return Number(a > b);
    case '>=':
      return Number(a >= b);
    case '<':
      return Number(a < b);
    case '<=':
      return Number(a <= b);
    case 'and':
    case 'or':
    case 'unless':
      throw new Error(`${op} is of vectors`);
  }
}
