import { randomBytes } from 'node:crypto';
import type { Dice } from '../dice';

/** All trace ids of a run begin with its id: that tells its requests from all others, in every store. Eight hex digits. */
export const newRunId = (): string => randomBytes(4).toString('hex');

export interface TraceContext {
  readonly traceId: string;
  /** https://www.w3.org/TR/trace-context/: a sampled trace whose parent is the shopper. */
  readonly traceparent: string;
}

export function traceContextOf(runId: string, dice: Dice): TraceContext {
  const traceId = `${runId}${hex(dice)}${hex(dice)}${hex(dice)}`;
  return { traceId, traceparent: `00-${traceId}-${hex(dice)}${hex(dice)}-01` };
}

/** Eight digits; never all zero, which the specification forbids. */
const hex = (dice: Dice) => dice.between(1, 0xffff_ffff).toString(16).padStart(8, '0');
