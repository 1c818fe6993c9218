import type { Trace } from '@sightline/stores';
import { spanTree } from '@sightline/stores';
import { type FoundHop, findHops, wholeTrace } from '@sightline/traffic';
import type { Examination } from './examination';
import { arrived, type Finding } from './finding';

const limits = { expectedMs: 2000, withinMs: 15_000 };

/** The trace of the order holds every hop, each where it belongs, and nothing that lost its parent. */
export async function checkTrace({ connections, traceId }: Examination): Promise<Finding[]> {
  const { value: trace, ms } = await wholeTrace(traceId, connections, limits.withinMs);
  if (trace === undefined) return [notStored(traceId, connections.traces.name, ms)];
  const tree = spanTree(trace);
  const hops = findHops(tree);
  const whole = arrived('trace whole', {
    ms,
    limits,
    seen: tree.orphans.length === 0 && hops.every(({ node }) => node),
    detail: `${trace.spans.length} spans, ${tree.orphans.length} without their parent`,
    next: "the collector's log, and its queue to the trace store",
  });
  return [...hops.map((hop) => findingOf(hop, hops, trace)), whole];
}

function findingOf({ expected, node }: FoundHop, hops: readonly FoundHop[], trace: Trace): Finding {
  const hop = `trace: ${expected.hop}`;
  if (node) {
    const start = Number(node.span.startUnixNano - (trace.spans[0]?.startUnixNano ?? 0n)) / 1e6;
    return { hop, state: 'ok', ms: start, detail: `${node.span.service} ${node.span.name}` };
  }
  const parent = hops.find((other) => other.expected.hop === expected.under);
  return parent && !parent.node
    ? { hop, state: 'skipped', detail: `hangs under "${expected.under}"` }
    : { hop, state: 'broken', detail: `no span says that ${expected.does}`, next: expected.next };
}

function notStored(traceId: string, store: string, ms: number): Finding {
  return {
    hop: 'trace stored',
    state: 'broken',
    ms,
    detail: `${store} does not know trace ${traceId}`,
    next: "the collector's log: does it receive OTLP, does its exporter reach the trace store?",
  };
}
