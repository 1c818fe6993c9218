import { finalOrder, placeOrder } from '@sightline/traffic';
import type { Connections } from '../connections';
import { checkCollector } from './check-collector';
import { checkExemplar } from './check-exemplar';
import { checkLogs } from './check-logs';
import { checkMetrics } from './check-metrics';
import { checkTrace } from './check-trace';
import { type Examination, readings } from './examination';
import { arrived, type Finding } from './finding';

export interface Diagnosis {
  readonly healthy: boolean;
  readonly orderId?: string;
  readonly traceId?: string;
  /** In the order in which an order passes the hops. */
  readonly findings: readonly Finding[];
}

const paidLimits = { expectedMs: 2000, withinMs: 20_000 };

/** Sends a known order through the platform and looks for it everywhere it should have left a trace. */
export async function diagnose(connections: Connections, progress: (line: string) => void): Promise<Diagnosis> {
  const before = await readings(connections);
  progress('placing an order');
  const start = performance.now();
  const placedAt = new Date();
  const { order, traceId, refusal } = await placeOrder(connections.shop.orders, { token: 'tok_ok' });
  if (order === undefined || traceId === undefined) {
    return { healthy: false, findings: [notAccepted(refusal ?? 'the response carries no x-trace-id')] };
  }
  const accepted = { hop: 'order accepted', state: 'ok', ms: performance.now() - start, detail: order.id } as const;

  progress(`order ${order.id} accepted: looking for it`);
  const examination: Examination = { connections, order, traceId, placedAt, before };
  const checks = [checkPaid, checkTrace, checkLogs, checkMetrics, checkExemplar];
  const found = await Promise.all(checks.map((check) => check(examination)));
  const findings = [accepted, ...found.flat(), ...(await checkCollector(examination))];
  const healthy = findings.every(({ state }) => state === 'ok' || state === 'slow');
  return { healthy, orderId: order.id, traceId, findings };
}

async function checkPaid({ connections, order }: Examination): Promise<Finding[]> {
  const { value, ms } = await finalOrder(order.id, connections.shop, paidLimits.withinMs);
  const finding = arrived('order paid', {
    ms,
    limits: paidLimits,
    seen: value?.status === 'paid',
    detail: `the order is ${value?.status ?? 'unknown'}${value?.cancelReason ? `: ${value.cancelReason}` : ''}`,
    next: 'the first broken hop of the trace below',
  });
  return [finding];
}

const notAccepted = (detail: string): Finding => ({
  hop: 'order accepted',
  state: 'broken',
  detail,
  next: "order's log and its /health/ready",
});
