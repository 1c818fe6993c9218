import { lastEnd, type Trace } from '../backends';
import { duration } from '../terminal/duration';
import type { Paint } from '../terminal/paint';
import { fitted, plainText } from '../terminal/plain-text';
import { contributors } from './contributors';
import type { Segment } from './critical-path';
import { failures } from './failures';
import type { SpanTree } from './span-tree';

export interface SummaryOptions {
  readonly trace: Trace;
  readonly tree: SpanTree;
  readonly path: readonly Segment[];
  readonly paint: Paint;
  readonly width: number;
}

/** The lines above the tree: what was asked, what went wrong, what is missing, where the time went. */
export function summary({ trace, tree, path, paint, width }: SummaryOptions): string[] {
  const root = (tree.roots[0] ?? tree.orphans[0])?.span;
  if (root === undefined) return [`Trace ${trace.traceId} has no spans`];
  const took = duration(Number(lastEnd(trace.spans) - root.startUnixNano));
  const line = (colour: 'red' | 'yellow', text: string) => paint(colour, fitted(text, width));
  return [
    `${paint('bold', plainText(root.name))} took ${took}, ${paint('dim', `trace ${trace.traceId}`)}`,
    paint('dim', counts(trace)),
    ...failures(tree).map(({ span, reason, recovered }) =>
      line(
        recovered ? 'yellow' : 'red',
        `✗ ${span.service} ${plainText(span.name)} failed${recovered ? ', then went well' : ''}: ${plainText(reason)}`,
      ),
    ),
    ...(tree.roots.length === 1 ? [] : [line('yellow', `⚠ it has ${tree.roots.length} roots where one is expected`)]),
    ...tree.orphans.map(({ span }) =>
      line('yellow', `⚠ ${span.service} ${plainText(span.name)} has lost its parent ${span.parentSpanId}`),
    ),
    ...(path.length === 0 ? [] : [paint('dim', fitted(`the time went to ${whereTimeWent(path)}`, width))]),
  ];
}

function counts({ spans, logs }: Trace): string {
  const services = new Set(spans.map(({ service }) => service));
  const hops = spans.filter(({ kind }) => kind === 'consumer').length;
  const retries = spans.filter(({ attributes }) => Number(attributes['http.request.resend_count'] ?? 0) > 0).length;
  return [
    `${spans.length} spans`,
    `in ${[...services].join(', ')}`,
    `${logs.length} log lines`,
    ...(hops > 0 ? [`${hops} hops through Kafka`] : []),
    ...(retries > 0 ? [`${retries} retries`] : []),
  ].join(' · ');
}

const whereTimeWent = (path: readonly Segment[]) =>
  contributors(path)
    .slice(0, 4)
    .map(({ what, nanos, share }) => `${plainText(what)} ${duration(nanos)} (${Math.round(share * 100)} %)`)
    .join(', ');
