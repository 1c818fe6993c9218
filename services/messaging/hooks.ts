import type { OutgoingRecord } from '@sightline/observability';
import type { OutboxRow } from './partitions';

/** Where the way of an event can be changed; without them each is sent once, as it is, and read by who stays in its group. */
export interface MessagingHooks {
  /** Which of the messages that wait in the outbox are sent now; the others are read again. */
  readonly select?: (rows: readonly OutboxRow[]) => Promise<readonly OutboxRow[]>;
  /** What is sent for one record. */
  readonly sendings?: (record: OutgoingRecord) => Promise<readonly OutgoingRecord[]>;
  /** Called once reading has begun, with what leaves the group and joins it again. */
  readonly reading?: (leaveAndJoin: () => Promise<void>) => void;
}
