import { randomBytes } from 'node:crypto';
import { LokiStore, OtlpSender } from '@sightline/stores';

type Value = string | number;
type Attributes = Readonly<Record<string, Value>>;

export interface TestSpan {
  readonly traceId: string;
  readonly name?: string;
  readonly milliseconds?: number;
  readonly attributes?: Attributes;
  readonly error?: string;
  readonly exception?: Attributes;
}

export const newTraceId = () => randomBytes(16).toString('hex');

/** Sends spans of a service as its SDK would: OTLP over HTTP. */
export async function sendSpans(otlpUrl: string, spans: readonly TestSpan[], service = 'order'): Promise<void> {
  const resource = { attributes: keyValues({ 'service.name': service, 'service.instance.id': `${service}-1` }) };
  const resourceSpans = [{ resource, scopeSpans: [{ spans: spans.map(otlpSpan) }] }];
  await new OtlpSender(otlpUrl).send('traces', { resourceSpans });
}

/** Sends what a service measured of its own spans: a histogram, with an exemplar of each in a point of its own. */
export async function sendHistogram(otlpUrl: string, spans: readonly TestSpan[], service = 'others'): Promise<void> {
  const resource = { attributes: keyValues({ 'service.name': service, 'service.instance.id': `${service}-1` }) };
  const time = String(now());
  const dataPoints = spans.map(({ traceId, milliseconds = 5, error }) => ({
    attributes: keyValues({ of: traceId, 'http.response.status_code': error === undefined ? 200 : 500 }),
    startTimeUnixNano: String(now() - 60_000_000_000n),
    timeUnixNano: time,
    ...{ count: '1', sum: milliseconds / 1000, explicitBounds: [1], bucketCounts: ['1', '0'] },
    exemplars: [{ traceId, spanId: randomBytes(8).toString('hex'), timeUnixNano: time, asDouble: milliseconds / 1000 }],
  }));
  const histogram = { aggregationTemporality: 2, dataPoints };
  const metrics = [{ name: 'http.server.request.duration', unit: 's', histogram }];
  await new OtlpSender(otlpUrl).send('metrics', { resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] });
}

/** Pushes lines as pino-loki would: JSON, with a few stream labels. */
export async function pushLines(lokiUrl: string, lines: readonly object[]): Promise<void> {
  const stream = { service_name: 'order', level: 'info', deployment_environment_name: 'test' };
  const values = lines.map((line) => [String(now()), JSON.stringify(line)] as const);
  await new LokiStore(lokiUrl).push([{ stream, values }]);
}

function otlpSpan({ traceId, name = 'POST /orders', milliseconds = 5, attributes = {}, error, exception }: TestSpan) {
  const end = now();
  return {
    traceId,
    spanId: randomBytes(8).toString('hex'),
    name,
    kind: 2,
    startTimeUnixNano: String(end - BigInt(milliseconds) * 1_000_000n),
    endTimeUnixNano: String(end),
    attributes: keyValues(attributes),
    events: exception ? [{ timeUnixNano: String(end), name: 'exception', attributes: keyValues(exception) }] : [],
    status: error === undefined ? {} : { code: 2, message: error },
  };
}

export const keyValues = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));

/** As OTLP in JSON writes a time. */
export const nanoseconds = (milliseconds = Date.now()) => String(BigInt(milliseconds) * 1_000_000n);

const now = () => BigInt(Date.now()) * 1_000_000n;
