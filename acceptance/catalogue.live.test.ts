import { inventory, logEvents, metrics, spans } from '@sightline/catalogue';
import {
  isOpen,
  type LogEventDeclaration,
  type MetricDeclaration,
  otherValue,
  type SpanDeclaration,
  spanNameOf,
} from '@sightline/observability/catalogue';
import { type Sample, type Span, type StoredLine, waitUntil } from '@sightline/stores';
import { beforeAll, describe, expect, test } from 'vitest';
import { provokeTelemetry } from './catalogue-traffic';
import { patience } from './patience';
import { type RunningPlatform, runningPlatform } from './platform';

const services = ['order', 'payment'] as const;
const ofServices = '{service_name=~"order|payment"}';
const resource = [
  'service.name',
  'service.namespace',
  'service.version',
  'service.instance.id',
  'deployment.environment.name',
];
const underscored = (key: string) => key.replace(/[.-]/g, '_');

/** Declared, but nothing that can be done over HTTP makes it happen at will. */
const rare: Readonly<Record<string, string>> = {
  'Create Nest App': 'once per start',
  'order time out': 'needs a payment that never answers',
  'payment refund': 'needs a capture that overtakes a cancellation',
  'http.request.aborted': 'needs a client that goes away',
  'http.request.unreadable': 'needs a client that speaks no HTTP',
  'http.request.failed': 'needs a fault of ours',
  'payment.refunded': 'needs a capture that overtakes a cancellation',
  'payment.skipped': 'needs a cancellation that overtakes the order',
  'circuit_breaker.opened': 'needs a bank that fails again and again',
  'circuit_breaker.half_opened': 'needs a bank that fails again and again',
  'circuit_breaker.closed': 'needs a bank that fails again and again',
  'consumer.retry': 'needs a database that is away',
  'consumer.crashed': 'needs a Kafka that is away',
  'message.dead_lettered': 'needs a message that cannot be handled',
  'message.duplicate': 'needs a redelivery',
  'message.without_context': 'needs a sender that drops headers',
  'feature_flag.changed': 'needs a flag that is switched',
  'audit.flag_switched': 'needs a flag that is switched',
  'audit.dead_letters_replayed': 'needs a message that cannot be handled',
  'audit.alert_silenced': 'needs a silence',
  'audit.access_refused': 'needs a key that may not do what it is used for',
  'audit.keys_changed': 'needs a key that is replaced',
  'audit.keys_unusable': 'needs a file of keys that is none',
  'outbox.publish_failed': 'needs a Kafka that is away',
  'kafka.problem': 'needs a Kafka that is away',
  'polling.failed': 'needs a database that is away',
  'database.unavailable': 'needs a database that is away',
  'service.started': 'once per start',
  'service.stopping': 'once per end',
  'service.stopped': 'once per end',
  'service.cut_short': 'needs all around it to stand still',
  'service.failed': 'needs a bad setting',
  'framework.message': 'once per start',
  'telemetry.setting_ignored': 'needs a bad setting',
  'telemetry.part_failed': 'needs a fault of ours',
  'telemetry.collect_failed': 'needs a source of values that hangs',
  'telemetry.sdk_message': 'needs a collector that is away',
  'telemetry.hook_failed': 'needs a hook of a service that throws',
  'telemetry.metrics_push_failing': 'the services are scraped',
  'telemetry.metrics_push_recovered': 'the services are scraped',
  'telemetry.export_failing': 'needs a collector that is away',
  'telemetry.export_recovered': 'needs a collector that is away',
};

let platform: RunningPlatform;
let series: Sample[] = [];
let storedSpans: Span[] = [];
let lines: StoredLine[] = [];

beforeAll(async () => {
  platform = runningPlatform();
  const since = new Date();
  await provokeTelemetry(platform);
  // A request is told of once its answer has gone out.
  const provoked = { since, until: new Date(Date.now() + 1_000) };
  const allStored = await waitUntil(() => everythingStored(provoked), { ...patience, everyMs: 1_000 });
  expect([allStored.value, unseenEvents(), unseenSpans()], 'the acceptance traffic is stored').toEqual([true, [], []]);
  series = await platform.metrics.query(ofServices);
});

const declaredEvents: readonly LogEventDeclaration[] = Object.values(logEvents);
const eventOf = ({ metadata }: StoredLine) => declaredEvents.find(({ name }) => name === metadata.event);

/** Whether it is one of these services' to emit; a service that was added has a test of its own. */
const isOurs = ({ emittedBy }: { readonly emittedBy?: readonly string[] }) =>
  emittedBy === undefined || services.some((service) => emittedBy.includes(service));

/** Declared, not rare, and not stored yet. */
function unseenEvents(): string[] {
  const found = new Set(lines.map(eventOf));
  return declaredEvents
    .filter(isOurs)
    .filter((event) => !found.has(event) && !(event.name in rare))
    .map(({ name }) => name);
}

const declaredSpans: readonly SpanDeclaration[] = Object.values(spans);
// Zipkin writes names in small letters.
const sameName = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();
const declarationOfSpan = (span: Span) =>
  declaredSpans.find((each) => each.kind === span.kind && sameName(spanNameOf(each, span.attributes), span.name));

function unseenSpans(): string[] {
  const found = new Set(storedSpans.map(declarationOfSpan));
  const missing = declaredSpans.filter(isOurs).filter((span) => !found.has(span) && !(span.name in rare));
  return missing.map(({ name, kind }) => `${name} (${kind})`);
}

/**
 * Once the last thing provoked is in each store, and every order has come to its end, all before it is there too. What others
 * buy meanwhile is not waited for: there is always some of it under way.
 */
async function everythingStored({ since, until }: { since: Date; until: Date }): Promise<true | undefined> {
  lines = await platform.logs.query(ofServices, { since, limit: 5_000 });
  const millisecondsOf = ({ timeUnixNano }: StoredLine) => Number(timeUnixNano / 1_000_000n);
  const provoked = lines.filter((line) => millisecondsOf(line) <= until.getTime());
  // By their ids: what a customer cancels ends in the trace of that request.
  const ordersOf = (of: readonly StoredLine[], ...events: string[]) =>
    new Set(
      of.filter(({ metadata }) => events.includes(metadata.event ?? '')).map(({ metadata }) => metadata.order_id),
    );
  const ended = ordersOf(lines, 'order.paid', 'order.cancelled');
  const accepted = [...ordersOf(provoked, 'order.accepted')];
  if (accepted.length === 0 || accepted.some((order) => !ended.has(order))) return undefined;
  // VictoriaLogs shows what it takes within a second, but not in order: a later line may be there before an earlier one.
  if (unseenEvents().length > 0) return undefined;
  const traceIds = [...new Set(provoked.map(({ metadata }) => metadata.trace_id).filter((id) => id !== undefined))];
  const traces = await Promise.all(traceIds.map((traceId) => platform.traces.spans(traceId)));
  if (traces.some((trace) => trace === undefined)) return undefined;
  storedSpans = traces.flatMap((trace) => trace ?? []).filter(({ service }) => services.includes(service as never));
  // Of a trace, too, a part may be there before the others.
  if (unseenSpans().length > 0) return undefined;
  const ownLines = lines.filter(({ metadata }) => traceIds.includes(metadata.trace_id ?? ''));
  const lastLine = Math.max(...ownLines.map(millisecondsOf));
  const scrapes = await platform.metrics.query(`timestamp(up${ofServices})`);
  const scrapedSince = scrapes.filter(({ value }) => value * 1_000 > lastLine);
  return new Set(scrapedSince.map(({ labels }) => labels.service_name)).size === services.length ? true : undefined;
}

const baseName = (name: string) => name.replace(/_(?:bucket|sum|count)$/, '');
const nameOf = ({ labels }: Sample) => labels.__name__ ?? '';

describe('metrics', () => {
  const declared: readonly MetricDeclaration[] = Object.values(metrics);
  const declarationOf = (name: string) =>
    declared.find((metric) => metric.name === (metric.type === 'histogram' ? baseName(name) : name));
  const known = new Set<string>(Object.values(inventory).map(({ name }) => name));
  // What the scraper itself adds to every target; only those with a reader are in the inventory.
  const ofScraper = /^(?:up|scrape_\w+)$/;
  // What Prometheus writes about alerts that wait or fire, with the labels of what they are about.
  const ofAlerts = /^ALERTS(?:_FOR_STATE)?$/;

  test('nothing is stored that is not declared', () => {
    const stored = new Set(series.map(nameOf));
    const undeclared = [...stored].filter(
      (name) =>
        !declarationOf(name) &&
        !known.has(name) &&
        !known.has(baseName(name)) &&
        !ofScraper.test(name) &&
        !ofAlerts.test(name),
    );

    expect(undeclared).toEqual([]);
  });

  test('each comes from whom it is declared for', () => {
    const strangers = series.flatMap((sample) => {
      const metric = declarationOf(nameOf(sample));
      const from = sample.labels.service_name ?? '';
      return metric && !(metric.emittedBy ?? services).includes(from as never) ? [`${metric.name} from ${from}`] : [];
    });

    expect([...new Set(strangers)]).toEqual([]);
  });

  test.each(services)('all that %s declares is stored, or announced until it happens', async (service) => {
    const response = await fetch(`${platform.addresses.url(service)}/metrics`);
    const announced = await response.text();
    const missing = declared.filter(({ name, emittedBy, labels }) => {
      if (!(emittedBy ?? services).includes(service) || name === 'target_info') return false;
      if (
        series.some((sample) => sample.labels.service_name === service && baseName(nameOf(sample)) === baseName(name))
      )
        return false;
      const waitsForAnEvent = Object.values(labels).some(isOpen);
      return !(waitsForAnEvent && announced.includes(`# TYPE ${name.replace(/_total$/, '')} `));
    });

    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('each has its declared labels, the five of the resource, and values within bounds', () => {
    const problems = series.flatMap((sample) => {
      const metric = declarationOf(nameOf(sample));
      if (!metric) return [];
      const own = Object.entries(sample.labels).filter(
        ([key]) => !['__name__', 'le', ...resource.map(underscored)].includes(key),
      );
      const missing = resource.map(underscored).filter((key) => !(key in sample.labels));
      const wrong = own.filter(([key, value]) => {
        const label = metric.labels[key];
        return !label || !(isOpen(label) || label.includes(value) || value === otherValue);
      });
      return [
        ...missing.map((key) => `${metric.name} lacks ${key}`),
        ...wrong.map((pair) => `${metric.name} ${pair.join('=')}`),
      ];
    });

    expect([...new Set(problems)]).toEqual([]);
  });
});

describe('spans', () => {
  const shown = ({ service, kind, name }: Span) => `${service}: ${name} (${kind})`;

  test('none is stored that is not declared', () => {
    expect([...new Set(storedSpans.filter((span) => !declarationOfSpan(span)).map(shown))]).toEqual([]);
  });

  test('none has an attribute that is not declared for it', () => {
    const undeclared = storedSpans.flatMap((span) => {
      const allowed = new Set([...(declarationOfSpan(span)?.attributes ?? []), ...resource, 'error.type']);
      return Object.keys(span.attributes)
        .filter((key) => !allowed.has(key))
        .map((key) => `${shown(span)}: ${key}`);
    });

    expect([...new Set(undeclared)]).toEqual([]);
  });

  test('every one that is declared is stored', () => {
    expect(unseenSpans()).toEqual([]);
  });
});

describe('log records', () => {
  const ofEveryRecord = new Set([
    ...resource.map(underscored),
    ...['event', 'trace_id', 'span_id', 'flags', 'severity_text', 'severity_number', 'observed_timestamp'],
    ...['exception_type', 'exception_message', 'exception_stacktrace'],
  ]);

  test('none is stored that is not declared, or says something else', () => {
    const problems = lines.flatMap((line) => {
      const event = eventOf(line);
      if (!event) return [`${line.metadata.event}: ${line.line}`];
      const levels: readonly string[] = [event.level, ...(event.alsoAt ?? [])];
      if (!levels.includes(line.labels.level ?? '')) return [`${event.name} at ${line.labels.level}`];
      const hasOwnText = event.name === 'framework.message' || event.name === 'telemetry.sdk_message';
      return hasOwnText || line.line === event.message ? [] : [`${event.name}: ${line.line}`];
    });

    expect([...new Set(problems)]).toEqual([]);
  });

  test('none has a field that is not declared for it', () => {
    const undeclared = lines.flatMap((line) => {
      const allowed = new Set(eventOf(line)?.attributes.map(underscored));
      return Object.keys(line.metadata)
        .filter((key) => !ofEveryRecord.has(key) && !allowed.has(key))
        .map((key) => `${line.metadata.event}: ${key}`);
    });

    expect([...new Set(undeclared)]).toEqual([]);
  });

  test('every one that is declared is stored', () => {
    expect(unseenEvents()).toEqual([]);
  });
});
