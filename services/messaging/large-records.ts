import type { BatchProducer, HeaderValue } from '@sightline/observability';
import { CompressionTypes, type Producer } from 'kafkajs';
import { headerBytes } from './headers';

export interface RecordContent {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, HeaderValue>>;
}

export const bytesOf = ({ key, value, headers }: RecordContent): number =>
  (key?.length ?? 0) + (value?.length ?? 0) + headerBytes(headers);

/** A broker takes a megabyte at once, unless it is told otherwise. */
const PLAIN_BYTES = 512 * 1_024;

/** What came compressed, and would not fit otherwise, is sent compressed. */
export function producerFor(content: RecordContent, producer: Pick<Producer, 'sendBatch'>): BatchProducer {
  if (bytesOf(content) <= PLAIN_BYTES) return producer;
  return { sendBatch: (batch) => producer.sendBatch({ ...batch, compression: CompressionTypes.GZIP }) };
}
