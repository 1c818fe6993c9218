import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly events: readonly { readonly name: string; readonly attributes: Readonly<Record<string, unknown>> }[];
}

export interface ReceivedLog {
  readonly labels: Readonly<Record<string, string>>;
  readonly line: Readonly<Record<string, unknown>>;
}

export interface ReceivedMetric {
  readonly name: string;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly sum?: { readonly dataPoints: readonly ReceivedPoint[] };
  readonly gauge?: { readonly dataPoints: readonly ReceivedPoint[] };
  readonly histogram?: { readonly dataPoints: readonly ReceivedPoint[] };
}

/** A point of a metric, as OTLP in JSON has it; its labels as a record. */
export interface ReceivedPoint {
  readonly labels: Readonly<Record<string, unknown>>;
  readonly asDouble?: number;
  readonly count?: string;
  readonly sum?: number;
  readonly explicitBounds?: readonly number[];
  readonly bucketCounts?: readonly string[];
  readonly exemplars?: readonly { readonly traceId: string; readonly spanId: string; readonly asDouble: number }[];
}

/**
 * Stands where the collector stands (OTLP over HTTP in JSON, and Loki's push API on the same port) and keeps what
 * comes, so that tests can say what left the process. `status` is what it answers.
 */
export class Receiver {
  readonly spans: ReceivedSpan[] = [];
  readonly logs: ReceivedLog[] = [];
  /** Of every delivery, oldest first. */
  readonly metrics: ReceivedMetric[] = [];
  /** Everything as it came over the wire, to search it for what must not be there. */
  readonly bodies: string[] = [];
  status = 200;
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const body = await bodyOf(request);
      if (this.status === 200) this.#keep(request.url ?? '', body);
      response.writeHead(this.status, { 'content-type': 'application/json' }).end('{}');
    });
  }

  /** Listens on a free port and returns its address. */
  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return this.url;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #keep(url: string, body: string): void {
    this.bodies.push(body);
    if (url.endsWith('/v1/traces')) this.spans.push(...spansOf(JSON.parse(body)));
    else if (url.endsWith('/v1/metrics')) this.metrics.push(...metricsOf(JSON.parse(body)));
    else if (url.endsWith('/push')) this.logs.push(...logsOf(JSON.parse(body)));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
}

interface KeyValue {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface OtlpSpan extends Omit<ReceivedSpan, 'attributes' | 'resource' | 'events'> {
  readonly attributes?: KeyValue[];
  readonly events?: { readonly name: string; readonly attributes?: KeyValue[] }[];
}

interface OtlpTraces {
  readonly resourceSpans: {
    readonly resource: { readonly attributes: KeyValue[] };
    readonly scopeSpans: { readonly spans: OtlpSpan[] }[];
  }[];
}

const recordOf = (pairs: readonly KeyValue[] = []) =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]]));

const spansOf = ({ resourceSpans }: OtlpTraces): ReceivedSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        attributes: recordOf(span.attributes),
        resource: recordOf(resource.attributes),
        status: span.status ?? {},
        events: (span.events ?? []).map(({ name, attributes }) => ({ name, attributes: recordOf(attributes) })),
      })),
    ),
  );

type OtlpPoints = { readonly dataPoints: (ReceivedPoint & { readonly attributes?: KeyValue[] })[] };

interface OtlpMetrics {
  readonly resourceMetrics: {
    readonly resource: { readonly attributes: KeyValue[] };
    readonly scopeMetrics: {
      readonly metrics: { readonly name: string; sum?: OtlpPoints; gauge?: OtlpPoints; histogram?: OtlpPoints }[];
    }[];
  }[];
}

const metricsOf = ({ resourceMetrics }: OtlpMetrics): ReceivedMetric[] =>
  resourceMetrics.flatMap(({ resource, scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) =>
      metrics.map(({ name, sum, gauge, histogram }) => ({
        name,
        resource: recordOf(resource.attributes),
        ...(sum && { sum: pointsOf(sum) }),
        ...(gauge && { gauge: pointsOf(gauge) }),
        ...(histogram && { histogram: pointsOf(histogram) }),
      })),
    ),
  );

const pointsOf = ({ dataPoints }: OtlpPoints) => ({
  dataPoints: dataPoints.map((point) => ({ ...point, labels: recordOf(point.attributes) })),
});

interface LokiPush {
  readonly streams: { readonly stream: Record<string, string>; readonly values: [string, string][] }[];
}

const logsOf = ({ streams }: LokiPush): ReceivedLog[] =>
  streams.flatMap(({ stream, values }) => values.map(([, line]) => ({ labels: stream, line: JSON.parse(line) })));
