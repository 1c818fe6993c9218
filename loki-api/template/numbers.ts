import { TemplateFault } from './fault';
import type { Value } from './value';

/** Any value as a whole number: towards zero, and zero for what is none. */
export function whole(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
  const digits = /^[+-]?\d+/.exec(/^[+-]?\d+(\.\d*)?$/.test(value) ? value : '')?.[0];
  return digits === undefined || digits.length > 20 ? 0n : BigInt.asIntN(64, BigInt(digits.replace('+', '')));
}

export function quotient(a: bigint, b: bigint, within: string): bigint {
  if (b === 0n) throw new TemplateFault(`error calling ${within}: runtime error: integer divide by zero`);
  return a / b;
}
