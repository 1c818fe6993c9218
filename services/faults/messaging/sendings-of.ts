import { type OutgoingRecord, runInContext } from '@sightline/observability';
import { hasFault } from '../has-fault';

/** How a record is sent: as it is, unless a flag, or whoever wrote the message, wants one of the mistakes. */
export function sendingsOf(record: OutgoingRecord): Promise<OutgoingRecord[]> {
  return runInContext(record.carrier, async () => {
    let sending = record;
    if (await hasFault('poison-message')) sending = { ...sending, value: firstHalf(sending.value) };
    if (await hasFault('lost-trace-context')) sending = { ...sending, finishHeaders: () => ({ ...record.headers }) };
    return (await hasFault('duplicate-messages')) ? [sending, sending] : [sending];
  });
}

/** Cut off in the middle, it is no JSON any more. */
const firstHalf = (value: string | Buffer | null) => value?.slice(0, value.length / 2) ?? null;
