import type { Segment, SpanTree } from '@sightline/stores';
import { conventional, type FailureOutcome, failures, lastEnd, plainText, type Trace } from '@sightline/stores';
import { duration } from '../terminal/duration';
import { fitted } from '../terminal/fitted';
import type { Paint } from '../terminal/paint';
import { contributors } from './contributors';
import { spanTitle } from './span-title';

export interface SummaryOptions {
  readonly trace: Trace;
  readonly tree: SpanTree;
  readonly path: readonly Segment[];
  readonly paint: Paint;
  readonly width: number;
}

/** The lines above the tree: what was asked, what went wrong, what is missing, where the time went. */
export function summary({ trace, tree, path, paint, width }: SummaryOptions): string[] {
  const warn = (text: string) => paint('yellow', fitted(text, width));
  return [
    paint('bold', fitted(headline(trace, tree), width)),
    `trace ${trace.traceId}`,
    ...outcomeLines(trace),
    paint('dim', fitted(counts(trace), width)),
    ...failureLines(tree, paint, width),
    ...rootLines(tree, paint, width),
    ...tree.orphans.map(({ span }) =>
      warn(`⚠ ${span.service}: ${spanTitle(span)} has lost its parent ${span.parentSpanId}`),
    ),
    ...(path.length === 0 ? [] : [paint('dim', whereTimeWent(path, width))]),
  ];
}

function headline({ spans }: Trace, { roots, orphans }: SpanTree): string {
  const top = (roots[0] ?? orphans[0])?.span;
  return top ? `${spanTitle(top)} took ${duration(Number(lastEnd(spans) - top.startUnixNano))}` : 'no beginning';
}

/** Several requests under one span of a caller are normal; several beginnings without one are not. */
function rootLines({ roots, calledFrom }: SpanTree, paint: Paint, width: number): string[] {
  if (roots.length === 1) return [];
  return calledFrom === undefined
    ? [paint('yellow', fitted(`⚠ it has ${roots.length} roots where one is expected`, width))]
    : [paint('dim', fitted(`${roots.length} requests of one caller, whose span ${calledFrom} is its own`, width))];
}

/** Orders whose outcome is told; of more, how many there are. */
const toldAtMost = 10;

/** What became of each order, when the trace is of one, or of several. */
function outcomeLines({ spans }: Trace): string[] {
  const settled = new Map<unknown, Trace['spans'][number]['attributes']>();
  for (const { attributes } of spans)
    if (attributes['order.status'] !== undefined) settled.set(attributes['order.id'], attributes);
  const lines = [...settled].map(([id, { 'order.status': status, 'order.cancel_reason': reason }]) =>
    plainText(`order ${id} ${status}${reason ? `, ${reason}` : ''}`),
  );
  const rest = lines.length - toldAtMost;
  return rest > 0 ? [...lines.slice(0, toldAtMost), `and ${counted(rest, 'more order')}`] : lines;
}

function counts({ spans, logs }: Trace): string {
  const services = new Set(spans.map(({ service }) => service));
  const hops = spans.filter(({ kind }) => kind === 'consumer').length;
  const retries = spans.filter(
    ({ attributes }) => Number(conventional(attributes, 'http.request.resend_count') ?? 0) > 0,
  ).length;
  return [
    counted(spans.length, 'span'),
    `in ${[...services].join(', ')}`,
    counted(logs.length, 'log line'),
    ...(hops > 0 ? [`${counted(hops, 'hop')} through Kafka`] : []),
    ...(retries > 0 ? [counted(retries, 'retry', 'retries')] : []),
  ].join(' · ');
}

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

const afterwards: Record<FailureOutcome, string> = {
  retried: ', then went well',
  handled: ', which was dealt with',
  stands: '',
};

/** One line for all failures of one kind, those nobody dealt with first. */
function failureLines(tree: SpanTree, paint: Paint, width: number): string[] {
  const times = new Map<string, { count: number; stands: boolean }>();
  for (const { span, reason, outcome } of failures(tree)) {
    const line = `✗ ${span.service}: ${spanTitle(span)} failed${afterwards[outcome]}: ${plainText(reason)}`;
    times.set(line, { count: (times.get(line)?.count ?? 0) + 1, stands: outcome === 'stands' });
  }
  return [...times]
    .sort(([, a], [, b]) => Number(b.stands) - Number(a.stands))
    .map(([line, { count, stands }]) => {
      const text = count === 1 ? line : `${line} (${count} times)`;
      return paint(stands ? 'red' : 'yellow', fitted(text, width));
    });
}

/** As many contributors as fit on the line. */
function whereTimeWent(path: readonly Segment[], width: number): string {
  let line = 'the time went to';
  for (const { what, nanos, share } of contributors(path).slice(0, 4)) {
    const part = ` ${what} ${duration(nanos)} (${Math.round(share * 100)} %),`;
    if (line.length + part.length > width + 1) break;
    line += part;
  }
  return line.replace(/,$/, '');
}
