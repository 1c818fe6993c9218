import type { Client } from 'undici';
import type { Purchase } from '../shop';
import type { Outgoing, Transport } from '../transport';
import { Connections } from './connections';
import type { Measurement } from './measurement';
import { routeOf } from './route';
import type { TraceContext } from './trace-context';

export interface Line {
  /** The transport of one visit. */
  transportOf(visit: Visitor): Transport;
  close(): Promise<void>;
}

export interface Visitor {
  /** When the request that is made now was due. */
  due(): number;
  newTrace(): TraceContext;
}

export interface LineOptions {
  readonly url: string;
  /** The file of the authority that signed its certificate, in place of the usual ones. */
  readonly ca?: string | undefined;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  record(measurement: Measurement): void;
}

/** Enough that a request waits for a connection only when the shop is in serious trouble. */
const connectionsToShop = 128;

/** Connections to the shop over which every request has a trace context of its own and is measured, also one without an answer. */
export async function openLine({ url, ca, headers: own, record }: LineOptions): Promise<Line> {
  const connections = new Connections(url, connectionsToShop, ca);
  await connections.open(knock);

  const transportOf =
    ({ due, newTrace }: Visitor): Transport =>
    async (outgoing) => {
      const { traceId, traceparent } = newTrace();
      const sent = performance.now();
      // A timer may fire a moment early.
      const begun = { ...describe(outgoing), traceId, due: Math.min(due(), sent), sent };
      try {
        return await connections.use(async (connection) => {
          const { statusCode, headers, body } = await connection.request({
            method: outgoing.method as 'GET' | 'POST',
            path: outgoing.path,
            headers: { ...outgoing.headers, ...own, traceparent },
            headersTimeout: outgoing.timeoutMs,
            bodyTimeout: outgoing.timeoutMs,
            ...(outgoing.body !== undefined && { body: JSON.stringify(outgoing.body) }),
          });
          const text = await body.text();
          record({ ...begun, answered: performance.now(), status: statusCode });
          return { status: statusCode, traceId: headers['x-trace-id']?.toString(), text };
        });
      } catch (error) {
        record({ ...begun, answered: performance.now(), status: undefined, error: codeOf(error) });
        throw error;
      }
    };

  return { transportOf, close: () => connections.close() };
}

/** Asks for nothing. A shop that does not answer shows in the run. */
async function knock(connection: Client): Promise<void> {
  await connection.request({ method: 'GET', path: '/health/live', headersTimeout: 5_000 }).then(
    ({ body }) => body.dump(),
    () => {},
  );
}

/** An order is told by how it is paid. */
function describe({ method, path, body }: Outgoing) {
  const paymentToken = (body as Partial<Purchase> | undefined)?.paymentToken;
  return { method, route: routeOf(path), ...(paymentToken !== undefined && { paymentToken }) };
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code ?? (error as Error).message);
