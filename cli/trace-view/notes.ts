import type { SpanNode } from '@sightline/stores';
import { conventional, reasonOf } from '@sightline/stores';
import { duration } from '../terminal/duration';

export interface Note {
  readonly sort: 'failure' | 'handover' | 'retry' | 'clock';
  readonly text: string;
}

/** Clocks of one machine agree to some tens of microseconds; beyond this, a child that starts first is a lie. */
const clockSlackNano = 1_000_000n;

/** What a span is worth remarking for, beyond its place and length. */
export function notes({ span }: SpanNode, parent?: SpanNode): Note[] {
  const found: Note[] = [];
  if (span.status === 'error') found.push({ sort: 'failure', text: reasonOf(span) });
  if (parent) {
    const early = parent.span.startUnixNano - span.startUnixNano;
    if (early > clockSlackNano) {
      found.push({ sort: 'clock', text: `starts ${duration(Number(early))} before its parent: the clocks disagree` });
    }
    if (span.kind === 'consumer' && parent.span.kind === 'producer') {
      found.push({ sort: 'handover', text: handover(span.startUnixNano - parent.span.startUnixNano, span.attributes) });
    }
  }
  const resend = Number(conventional(span.attributes, 'http.request.resend_count') ?? 0);
  if (resend > 0) found.push({ sort: 'retry', text: `retry ${resend}` });
  return found;
}

function handover(waited: bigint, attributes: SpanNode['span']['attributes']): string {
  const partition = conventional(attributes, 'messaging.destination.partition.id');
  const offset = conventional(attributes, 'messaging.kafka.offset');
  const place = [partition !== undefined && `partition ${partition}`, offset !== undefined && `offset ${offset}`];
  const where = place.filter(Boolean).join(', ');
  return `through Kafka in ${duration(Number(waited))}${where && ` (${where})`}`;
}
