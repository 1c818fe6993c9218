import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { PlatformState } from '@sightline/stack';
import { waitUntil } from '@sightline/stores';
import { type OrderApi, playLoad } from '@sightline/traffic';
import type { Connections } from '../connections';
import { activeAlerts, type Explanation, type Subject, subjectKey, why } from '../why';
import type { Fault } from './fault';
import { Ground } from './ground';
import { missOf } from './miss';

/** What came of one fault. */
export interface PlayedFault {
  readonly fault: string;
  readonly title: string;
  readonly heldOut: boolean;
  /** When it was caused, ISO 8601. */
  readonly at: string;
  readonly truths: readonly Subject[];
  /** What `why` named, the likeliest first. */
  readonly named: readonly Subject[];
  /** What spoke for another, where the cause was not named first. */
  readonly miss?: string;
  /** From the cause to the question. */
  readonly askedAfterMs?: number;
  /** How long `why` took. */
  readonly tookMs?: number;
  /** Why it was not played, or not to its end. */
  readonly problem?: string;
  readonly interrupted?: true;
}

/** All that `why` had to go by, to ask it again about the same moment. */
export interface Recording {
  readonly played: PlayedFault;
  readonly platform: PlatformState;
  readonly explanation: Explanation;
}

export interface PlayFaultOptions {
  readonly connections: Connections;
  /** Called off: the fault is undone at once. */
  readonly signal: AbortSignal;
  progress(line: string): void;
}

/** A person who was told at once would have come and asked by then. */
const askAfterMs = 40_000;
const quietMs = 25_000;
const calmWithinMs = 5_000;
const wholeWithinMs = 120_000;

/** Waits until all is well, does it, asks `why` after a while, and undoes it, whatever happens. */
export async function playFault(
  fault: Fault,
  { connections, signal, progress }: PlayFaultOptions,
): Promise<PlayedFault | Recording> {
  const ground = new Ground();
  const told = (line: string) => progress(`${fault.name}: ${line}`);
  const { name, title, heldOut } = fault;
  const played = (at: Date) => ({
    fault: name,
    title,
    heldOut,
    at: at.toISOString(),
    truths: fault.truths(ground.platform),
    named: [],
  });
  const obstacle = fault.obstacle?.(ground.platform);
  if (obstacle) return { ...played(new Date()), problem: `not played: ${obstacle}` };
  const pause = (ms: number) => delay(ms, undefined, { signal });
  let outcome: PlayedFault | Recording | undefined;
  try {
    await fault.prepare?.(ground);
    await pause(quietMs);
    await waitUntil(async () => ((await isCalm(connections).catch(() => false)) || signal.aborted ? true : undefined), {
      withinMs: calmWithinMs,
      everyMs: 2000,
    });
    signal.throwIfAborted();
    const began = new Date();
    outcome = played(began);
    told(`${title}`);
    await fault.cause(ground);
    await pause(askAfterMs);
    const asked = Date.now();
    const { platform } = ground;
    const explanation = await why(connections, { state: platform });
    const miss = missOf(explanation, outcome.truths);
    const named = explanation.hypotheses.map(({ subject }) => subject);
    told(`why names ${named.slice(0, 3).map(subjectKey).join(', ') || 'nothing'} after ${seconds(Date.now() - asked)}`);
    outcome = {
      played: {
        ...outcome,
        named,
        ...(miss !== undefined && { miss }),
        askedAfterMs: asked - began.getTime(),
        tookMs: Date.now() - asked,
      },
      platform,
      explanation,
    };
  } catch (error) {
    if (signal.aborted) return { ...played(new Date()), interrupted: true };
    told(`could not be played: ${(error as Error).message}`);
    return { ...played(new Date()), problem: (error as Error).message };
  } finally {
    await ground.restore().catch((error: Error) => told(`could not be undone: ${error.message}`));
    const whole = await waitUntil(() => isWhole(connections.shop.orders), { withinMs: wholeWithinMs, everyMs: 2000 });
    told(whole.value ? `undone, and whole again after ${seconds(whole.ms)}` : 'undone, but orders are not settled');
  }
  return outcome;
}

export const isRecording = (outcome: PlayedFault | Recording): outcome is Recording => 'explanation' in outcome;

/** Nothing fires that would be taken for the fault's. */
async function isCalm({ metrics }: Connections): Promise<boolean> {
  return (await activeAlerts(metrics)).every(
    ({ state, labels }) => state !== 'firing' || labels.severity !== 'critical',
  );
}

/** An order is taken and settled. */
async function isWhole(shop: OrderApi): Promise<true | undefined> {
  const purchase = {
    items: [{ sku: 'BEA-001', quantity: 1 }],
    currency: 'EUR',
    paymentMethod: 'card',
    paymentToken: 'tok_ok',
  } as const;
  const { body: placed } = await shop.createOrder(purchase, randomUUID());
  if (!placed) return undefined;
  const { value } = await waitUntil(
    async () => ((await shop.order(placed.id)).body?.status === 'paid' ? true : undefined),
    {
      withinMs: 5000,
      everyMs: 250,
    },
  );
  return value;
}

/** What the faults need to show, all the time, so that more of it is no news. */
export async function steadyShoppers(shop: OrderApi, signal: AbortSignal): Promise<void> {
  const loads = [
    { request: 'order', perSecond: 2 },
    { request: 'list orders', perSecond: 0.5 },
    { request: 'see a product', perSecond: 2 },
  ] as const;
  await Promise.all(loads.map((load, index) => playLoad(load, { shop, signal, seed: index + 1 })));
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`;
