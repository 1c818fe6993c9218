import { BackendError, type Clients, type Part, waitUntil } from '@sightline/stores';
import type { Probe, Taken } from '../../probe';
import { arrived, type Finding } from '../finding';

/** What of a platform is asked: what it lacks is not there. */
export type Asked = Partial<Clients>;

/** What the checks of one probe work on. */
export interface ProbeExamination {
  readonly clients: Asked;
  readonly probe: Probe;
  readonly taken: Taken;
  /** How long anything may take to arrive. */
  readonly withinMs: number;
}

export interface Sought<Value> {
  readonly hop: string;
  /** Later than this is slow. */
  readonly expectedMs: number;
  /** What is there, or undefined as long as it is not. */
  find(): Promise<Value | undefined>;
  found(value: Value): string;
  /** What was there when the time was over. */
  missing(): string | Promise<string>;
  readonly next: string;
  readonly lines?: readonly string[];
}

/** Looks for something until it is there, and says what a store that cannot be asked says. */
export async function lookFor<Value>(sought: Sought<Value>, withinMs: number): Promise<Found<Value>> {
  const { hop, expectedMs, next, lines } = sought;
  try {
    const { value, ms } = await waitUntil(() => sought.find(), { withinMs, everyMs: everyMsFor(withinMs) });
    const detail = value === undefined ? await sought.missing() : sought.found(value);
    const limits = { expectedMs, withinMs };
    const finding = arrived(hop, { ms, limits, seen: value !== undefined, detail, next, ...(lines && { lines }) });
    return { finding, value };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { finding: { hop, state: 'broken', detail: error.message, next }, value: undefined };
  }
}

export interface Found<Value> {
  readonly finding: Finding;
  readonly value: Value | undefined;
}

/** Often at first, when it may come at once, and not more than some hundred times. */
const everyMsFor = (withinMs: number) => Math.max(20, Math.min(500, withinMs / 200));

export const skipped = (hop: string, detail: string): Finding => ({ hop, state: 'skipped', detail });

/** What a platform lacks cannot be proved, and is no fault of it. */
export const lacking = (hop: string, part: Part): Finding => skipped(hop, `the platform has no ${part}`);
