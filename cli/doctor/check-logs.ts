import { logEvents } from '@sightline/catalogue';
import { waitUntil } from '@sightline/stores';
import { eventOf } from '@sightline/traffic';
import type { Examination } from './examination';
import { arrived, type Finding } from './finding';

const limits = { expectedMs: 2000, withinMs: 10_000 };

const expected = [
  { service: 'order', events: [logEvents.httpRequestCompleted, logEvents.orderAccepted, logEvents.orderPaid] },
  { service: 'payment', events: [logEvents.paymentCaptured] },
] as const;

/** The log lines of both services are found by the trace id, through structured metadata. */
export function checkLogs(examination: Examination): Promise<Finding[]> {
  return Promise.all(expected.map((service) => checkService(examination, service)));
}

async function checkService(
  { connections, traceId, placedAt }: Examination,
  { service, events }: (typeof expected)[number],
): Promise<Finding> {
  let missing: string[] = events.map(({ name }) => name);
  let found = 0;
  const { value, ms } = await waitUntil(
    async () => {
      const all = await connections.logs.linesOfTrace(traceId, { since: placedAt });
      const lines = all.filter((line) => line.service === service);
      found = lines.length;
      missing = events.map(({ name }) => name).filter((name) => !lines.some((line) => eventOf(line) === name));
      return missing.length === 0 ? lines : undefined;
    },
    { withinMs: limits.withinMs, everyMs: 100 },
  );
  return arrived(`logs of ${service}`, {
    ms,
    limits,
    seen: value !== undefined,
    detail: missing.length === 0 ? `${found} lines join by trace_id` : `not found by trace_id: ${missing.join(', ')}`,
    next: `${service}'s own log file: are the lines there, with trace_id? Then the collector's loki receiver`,
  });
}
