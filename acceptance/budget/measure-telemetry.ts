import { type LogLine, lineSize, readTrace, type Span, spanSize, waitUntil } from '@sightline/stores';
import { finalOrder, wholeTrace } from '@sightline/traffic';
import { patience } from '../patience';
import { buy, type RunningPlatform } from '../platform';
import type { Amount, Telemetry } from './budget';

const perThousand = 1000;

/**
 * Places orders that go well and measures the telemetry of each: the least that one of them has, as if all were like it, because on a
 * busy machine one may be tried twice. Series are those of the services so far.
 */
export async function measureTelemetry(platform: RunningPlatform, orders: number): Promise<Telemetry> {
  const traces: { spans: readonly Span[]; lines: readonly LogLine[] }[] = [];
  for (let order = 0; order < orders; order++) traces.push(await telemetryOfAnOrder(platform));
  return {
    spans: leastOf(traces.map(({ spans }) => bySpan(spans))),
    lines: leastOf(traces.map(({ lines }) => byEvent(lines))),
    series: await seriesOfServices(platform),
  };
}

async function telemetryOfAnOrder(platform: RunningPlatform) {
  const { id, traceId } = await buy(platform, 'tok_ok');
  await finalOrder(id, platform, patience);
  await wholeTrace(traceId, platform, patience.withinMs);
  // Batches come one after the other: until nothing more has come for a while.
  let [count, since] = [0, Date.now()];
  const { value } = await waitUntil(async () => {
    const trace = await readTrace(traceId, platform);
    const now = (trace?.spans.length ?? 0) + (trace?.logs.length ?? 0);
    if (now !== count) [count, since] = [now, Date.now()];
    return trace && now > 0 && Date.now() - since > settledMs ? trace : undefined;
  }, patience);
  if (!value) throw new Error(`the telemetry of order ${id} did not come to an end`);
  return { spans: value.spans, lines: value.logs };
}

/** Longer than any batch waits on its way. */
const settledMs = 3_000;

const bySpan = (spans: readonly Span[]) =>
  summed(spans.map((span) => ({ name: `${span.service} ${span.name}`, bytes: spanSize(span).bytes })));

const byEvent = (lines: readonly LogLine[]) =>
  summed(
    lines.map((line) => ({ name: `${line.service} ${line.attributes.event ?? line.message}`, bytes: lineSize(line) })),
  );

function summed(items: readonly { readonly name: string; readonly bytes: number }[]): Map<string, Amount> {
  const sums = new Map<string, Amount>();
  for (const { name, bytes } of items) {
    const { count = 0, bytes: before = 0 } = sums.get(name) ?? {};
    sums.set(name, { count: count + 1, bytes: before + bytes });
  }
  return sums;
}

function leastOf(orders: readonly ReadonlyMap<string, Amount>[]): Record<string, Amount> {
  const [first = new Map<string, Amount>(), ...others] = orders;
  const names = [...first.keys()].filter((name) => others.every((each) => each.has(name))).sort();
  const least = (name: string, key: keyof Amount) =>
    perThousand * Math.min(...orders.map((each) => each.get(name)?.[key] ?? 0));
  return Object.fromEntries(names.map((name) => [name, { count: least(name, 'count'), bytes: least(name, 'bytes') }]));
}

async function seriesOfServices({ metrics }: RunningPlatform): Promise<Record<string, number>> {
  const found = await metrics.query('count by (service_name, __name__) ({service_name=~"order|payment"})');
  const buckets = new Set(found.flatMap(({ labels }) => /^(.+)_bucket$/.exec(labels.__name__ ?? '')?.[1] ?? []));
  const families = new Map<string, number>();
  for (const { labels, value } of found) {
    const { __name__: name = '', service_name: service } = labels;
    const base = name.replace(/_(bucket|sum|count)$/, '');
    const family = `${service} ${buckets.has(base) ? base : name}`;
    families.set(family, (families.get(family) ?? 0) + value);
  }
  return Object.fromEntries([...families].sort(([a], [b]) => a.localeCompare(b)));
}
