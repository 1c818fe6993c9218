import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface KeyValue {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: string; readonly doubleValue?: number };
}
export interface StoredSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly name: string;
  readonly status?: { readonly message?: string };
  readonly attributes?: readonly KeyValue[];
}
export interface StoredLog {
  readonly traceId: string;
  readonly body: { readonly stringValue?: string };
  readonly attributes?: readonly KeyValue[];
}
export interface StoredPoint {
  readonly metric: string;
  readonly value: number;
  readonly labels: Readonly<Record<string, string>>;
}

interface Body {
  readonly path: string;
  readonly text: string;
  /** Once somebody has asked for it: tests ask again and again. */
  parsed?: unknown;
}

/** The log stores, Prometheus and Tempo as far as the collector sees them: one server that keeps what it is sent over OTLP. */
export class Backends {
  private server?: Server;
  private port = 0;
  private away = false;
  private readonly bodies: Body[] = [];
  /** Which requests are refused for good. */
  refuse: (request: { readonly path: string; readonly text: string }) => boolean = () => false;
  /** How much came. */
  bytes = 0;

  constructor(private readonly options: { readonly keep: boolean } = { keep: true }) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async open(): Promise<void> {
    this.server = createServer((request, response) => {
      void read(request).then((text) => {
        this.bytes += text.length;
        const body = { path: request.url ?? '', text };
        if (this.refuse(body)) {
          response.writeHead(400).end('refused');
          return;
        }
        if (this.options.keep) this.bodies.push(body);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    this.server.on('connection', (socket) => this.away && socket.destroy()).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    if (this.server?.listening) await once(this.server.close(), 'close');
  }

  /** Breaks off every connection from now on, as if nobody were there; the port stays its own. */
  leave(): void {
    this.away = true;
    this.server?.closeAllConnections();
  }

  comeBack(): void {
    this.away = false;
  }

  /** Everything that ever came, as text. */
  get everything(): string {
    return this.bodies.map(({ text }) => text).join('\n');
  }

  /** How many requests brought something of a signal. */
  requestsTo(signal: string): number {
    return this.bodies.filter(({ path }) => path.endsWith(`/v1/${signal}`)).length;
  }

  /** The names of services whose spans came. */
  get services(): ReadonlySet<string> {
    const resources = this.sent('/v1/traces').flatMap(({ resourceSpans }) => resourceSpans);
    return new Set(resources.map(({ resource }) => record(resource.attributes)['service.name'] ?? ''));
  }

  get spans(): StoredSpan[] {
    return this.sent('/v1/traces')
      .flatMap(({ resourceSpans }) => resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans)
      .flatMap(({ spans }) => spans);
  }

  get logs(): (StoredLog & { readonly resource: readonly KeyValue[] })[] {
    return ['/otlp/v1/logs', '/insert/opentelemetry/v1/logs']
      .flatMap((path) => this.sent(path))
      .flatMap(({ resourceLogs }) => resourceLogs)
      .flatMap(({ resource, scopeLogs }) =>
        scopeLogs.flatMap(({ logRecords }: { logRecords: StoredLog[] }) =>
          logRecords.map((record) => ({ ...record, resource: resource.attributes })),
        ),
      );
  }

  /** The points of counters and gauges. */
  get points(): StoredPoint[] {
    return this.sent('/api/v1/otlp/v1/metrics')
      .flatMap(({ resourceMetrics }) => resourceMetrics ?? [])
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap(({ metrics }) => metrics)
      .flatMap(({ name, sum, gauge }) =>
        ((sum ?? gauge)?.dataPoints ?? []).map(
          (point: { asInt?: string; asDouble?: number; attributes: KeyValue[] }) => ({
            metric: name,
            value: Number(point.asInt ?? point.asDouble),
            labels: record(point.attributes),
          }),
        ),
      );
  }

  /** Those of histograms and counters: which trace each names, and in which metric. */
  get exemplars(): { readonly metric: string; readonly traceId: string }[] {
    return this.sent('/api/v1/otlp/v1/metrics')
      .flatMap(({ resourceMetrics }) => resourceMetrics ?? [])
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap(({ metrics }) => metrics)
      .flatMap(({ name, sum, histogram }) =>
        ((sum ?? histogram)?.dataPoints ?? []).flatMap(
          ({ exemplars = [] }: { exemplars?: readonly { traceId: string }[] }) =>
            exemplars.map(({ traceId }) => ({ metric: name, traceId })),
        ),
      );
  }

  // biome-ignore lint/suspicious/noExplicitAny: OTLP as JSON; the getters above give it its shape.
  private sent(path: string): any[] {
    return this.bodies
      .filter((body) => body.path === path)
      .map((body) => {
        body.parsed ??= JSON.parse(body.text);
        return body.parsed;
      });
  }
}

export const record = (attributes: readonly KeyValue[] = []) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(value.stringValue ?? value.intValue ?? value.doubleValue)]),
  );

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
