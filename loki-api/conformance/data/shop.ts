import { type Attributes, from, type MadeRecord, minutes, seconds } from './record';

const routes = ['/orders', '/orders/:id', '/carts/:id/items', '/products'];
const methods = ['GET', 'POST', 'PUT'];

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');

/** The n-th trace of a service. */
export const traceId = (service: string, n: number) => `${service === 'order' ? 'a' : 'b'}${hex(n, 31)}`;

/** Everyday lines of services in two environments: three levels, structured metadata, some of them under a trace. Nothing between 8 and 10 min. */
export const shop = (): MadeRecord[] => [
  ...requests('order', 'prod', { every: 9.7, offset: 0.25 }),
  ...requests('order', 'test', { every: 61, offset: 3.5 }),
  ...requests('payment', 'prod', { every: 14.3, offset: 1 }),
  ...warnings('order', { every: 37, offset: 5 }),
  ...warnings('payment', { every: 53, offset: 11 }),
  ...errors('payment', { every: 83.1, offset: 7.123456789 }),
  ...errors('order', { every: 131, offset: 30 }),
];

interface Rhythm {
  /** Seconds. */
  readonly every: number;
  readonly offset: number;
}

function requests(service: string, environment: string, rhythm: Rhythm): MadeRecord[] {
  return moments(rhythm).map((at, n) => {
    const status = [200, 201, 200, 404, 200, 500, 200, 204][n % 8] ?? 200;
    return {
      at,
      resource: { ...from(service, 'info', environment), 'service.version': n < 40 ? '0.1.0' : '0.2.0' },
      body: `${methods[n % 3]} ${routes[n % 4]} ${status}`,
      scope: { name: 'http', version: '1.2.3' },
      severity: { number: 9, text: 'INFO' },
      attributes: {
        event: 'http.request.completed',
        'http.request.method': methods[n % 3] ?? '',
        'http.route': routes[n % 4] ?? '',
        'http.response.status_code': status,
        duration: `${(n * 37) % 900}.${n % 10}ms`,
        duration_ms: ((n * 37) % 900) + (n % 10) / 10,
        size: `${(n * 7) % 50}KB`,
      },
      ...(n % 3 !== 0 && { trace: { traceId: traceId(service, n), spanId: `00000000000000${hex(n, 2)}`, flags: 1 } }),
      observedNanos: String(1_700_000_000_000_000_000n + BigInt(n)),
    };
  });
}

function warnings(service: string, rhythm: Rhythm): MadeRecord[] {
  return moments(rhythm).map((at, n) => ({
    at,
    resource: from(service, 'warn'),
    body: `attempt ${(n % 3) + 1} of 3 failed: bank answered ${n % 2 ? 'timeout' : '503 Service Unavailable'}`,
    severity: { number: 13, text: 'WARN' },
    attributes: { event: n % 2 ? 'consumer.retry' : 'bank.attempt_failed', attempt: (n % 3) + 1 },
    trace: { traceId: traceId(service, n) },
  }));
}

function errors(service: string, rhythm: Rhythm): MadeRecord[] {
  return moments(rhythm).map((at, n) => ({
    at,
    resource: from(service, 'error'),
    body: n % 2 ? 'Payment declined: card expired' : 'Unexpected error\n  at charge (bank.ts:12)\n  at run (main.ts:3)',
    severity: { number: 17, text: 'ERROR' },
    attributes: failure(n),
  }));
}

const failure = (n: number): Attributes =>
  n % 2
    ? { event: 'payment.declined', error_type: 'card_expired' }
    : { event: 'service.failed', 'exception.message': `charge ${n} failed`, 'exception.type': 'BankError' };

function moments({ every, offset }: Rhythm): number[] {
  const count = Math.floor((20 * 60 - offset) / every);
  return Array.from({ length: count }, (_, n) => seconds(offset + n * every)).filter(
    (at) => at < minutes(8) || at >= minutes(10),
  );
}
