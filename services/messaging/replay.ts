import { randomUUID } from 'node:crypto';
import { deadLetterTopicOf } from '@sightline/contracts';
import { type HeaderValue, redactText, withoutSpans } from '@sightline/observability';
import type { Kafka, KafkaMessage, Producer } from 'kafkajs';
import { connectClient, KafkaSilent } from './connect-client';
import { type DeadLetterExtent, type DeadLetterReason, deadLetterHeaders, deadLetterPrefix } from './dead-letters';
import { rawHeaders, textHeaders } from './headers';
import { createKafka } from './kafka';
import type { KafkaSecurity } from './kafka-security';
import { producerFor } from './large-records';

/** So long it waits for the next message of those that there are. */
const SILENCE_MS = 30_000;

export interface DeadLetterQuery {
  readonly brokers: readonly string[];
  readonly security?: KafkaSecurity | undefined;
  /** The topic the messages were first sent to. */
  readonly topic: string;
  /** At most this many, the oldest first. */
  readonly limit?: number;
}

export interface ReplayQuery extends DeadLetterQuery {
  /** Only tells which. */
  readonly dryRun?: boolean;
  /** Told of each that was sent back, or passed over: also of those before an error. */
  readonly onReplayed?: (letter: DeadLetter) => void;
}

/** A message that was set aside. Its value is not shown: it may hold what must not be told. */
export interface DeadLetter {
  readonly offset: string;
  readonly key: string | undefined;
  readonly eventId: string | undefined;
  readonly eventType: string | undefined;
  readonly reason: DeadLetterReason | undefined;
  /** What is not there as a whole cannot be sent back: its original is at `place`, for as long as Kafka keeps it. */
  readonly kept: DeadLetterExtent;
  /** Where it came from: `topic/partition/offset`. */
  readonly place: string;
  readonly errorClass: string | undefined;
  readonly traceId: string | undefined;
  /** ISO 8601. */
  readonly failedAt: string | undefined;
}

/** What waits in the dead-letter topic: all that was not replayed yet. */
export async function listDeadLetters(query: DeadLetterQuery): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  await readDeadLetters(query, { commit: false, each: async (message) => void letters.push(deadLetterOf(message)) });
  return letters;
}

/**
 * Sends dead letters back to the topic they came from, once each, with their event id (so that effects that did happen do not
 * happen again) and their trace context (so that the second try continues the trace of the first). With `dryRun` it only
 * tells which.
 */
export async function replayDeadLetters(query: ReplayQuery): Promise<DeadLetter[]> {
  if (query.dryRun) return listDeadLetters(query);
  const producer = kafkaOf(query).producer({ allowAutoTopicCreation: false });
  const replayed: DeadLetter[] = [];
  await connectClient(producer);
  try {
    await readDeadLetters(query, {
      commit: true,
      each: async (message) => {
        const letter = deadLetterOf(message);
        if (letter.kept === 'whole') await sendBack(producer, query.topic, message);
        replayed.push(letter);
        query.onReplayed?.(letter);
      },
    });
  } finally {
    await producer.disconnect();
  }
  return replayed;
}

async function sendBack(producer: Producer, topic: string, message: KafkaMessage): Promise<void> {
  const { key, value } = message;
  const headers = { ...originalHeaders(message), 'replayed-offset': message.offset };
  // The instrumentation would put the context of whoever sends it back in place of its own.
  await withoutSpans(() =>
    producerFor({ key, value, headers }, producer).sendBatch({
      topicMessages: [{ topic, messages: [{ key, value, headers }] }],
    }),
  );
}

/** As they came, byte for byte; a message that came without any context goes on in the trace it was set aside in. */
export function originalHeaders({ headers }: Pick<KafkaMessage, 'headers'>): Record<string, HeaderValue> {
  const all = Object.entries(rawHeaders(headers));
  const original = Object.fromEntries(all.filter(([name]) => !name.startsWith(deadLetterPrefix)));
  if (Object.keys(original).some((name) => contextFields.has(name.toLowerCase()))) return original;
  const context = all.flatMap(([name, value]) => {
    const field = name.slice(deadLetterPrefix.length);
    return name.startsWith(deadLetterPrefix) && contextFields.has(field) ? [[field, value]] : [];
  });
  return { ...original, ...Object.fromEntries(context) };
}

/** As our propagators write them. */
const contextFields = new Set(['traceparent', 'b3', 'x-b3-traceid', 'x-b3-spanid', 'x-b3-sampled', 'uber-trace-id']);

/**
 * Reads from where the last replay ended to the end of the topic as it is now: what a replayed message causes to be set aside
 * again comes after that, and waits for the next replay.
 */
async function readDeadLetters(
  query: DeadLetterQuery,
  { commit, each }: { commit: boolean; each: (message: KafkaMessage) => Promise<void> },
): Promise<void> {
  const kafka = kafkaOf(query);
  const topic = deadLetterTopicOf(query.topic);
  const groupId = `${topic}.replay`;
  const { next, end } = await replayRange(kafka, { topic, groupId });
  const last = Math.min(end, next + (query.limit ?? Number.POSITIVE_INFINITY)) - 1;
  if (last < next) return;

  // Whoever only looks is alone in a group: two in one would share the topic's one partition.
  const own = commit ? groupId : `${groupId}.${randomUUID()}`;
  const consumer = kafka.consumer({ groupId: own, maxWaitTimeInMs: 500 });
  await connectClient(consumer);
  let silence: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      silence = setTimeout(
        () => reject(new KafkaSilent(`Kafka gave no message for ${SILENCE_MS / 1_000} s`)),
        SILENCE_MS,
      );
      const run = async () => {
        await consumer.subscribe({ topic, fromBeginning: true });
        await consumer.run({
          autoCommit: false,
          eachMessage: async ({ partition, message }) => {
            silence?.refresh();
            const offset = Number(message.offset);
            if (offset < next || offset > last) return;
            await each(message).catch((error) => {
              reject(error);
              throw error;
            });
            if (commit) await consumer.commitOffsets([{ topic, partition, offset: String(offset + 1) }]);
            if (offset === last) resolve();
          },
        });
        consumer.seek({ topic, partition: 0, offset: String(next) });
      };
      run().catch(reject);
    });
  } finally {
    clearTimeout(silence);
    await consumer.disconnect();
    if (!commit) await withAdmin(kafka, (admin) => admin.deleteGroups([own]));
  }
}

async function replayRange(kafka: Kafka, { topic, groupId }: { topic: string; groupId: string }) {
  return withAdmin(kafka, async (admin) => {
    const [range] = await admin.fetchTopicOffsets(topic);
    const [group] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const committed = Number(group?.partitions[0]?.offset ?? -1);
    return { next: Math.max(committed, Number(range?.low ?? 0)), end: Number(range?.high ?? 0) };
  });
}

async function withAdmin<Result>(
  kafka: Kafka,
  work: (admin: ReturnType<Kafka['admin']>) => Promise<Result>,
): Promise<Result> {
  const admin = kafka.admin();
  await connectClient(admin);
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** What is told of a message that was set aside. */
export function deadLetterOf({ key, offset, headers }: KafkaMessage): DeadLetter {
  const told = (name: string) => shown(textHeaders(headers)[name]);
  return {
    offset,
    key: shown(key?.toString()),
    eventId: told('event-id'),
    eventType: told('event-type'),
    reason: told(deadLetterHeaders.reason) as DeadLetterReason | undefined,
    kept: (told(deadLetterHeaders.extent) as DeadLetterExtent | undefined) ?? 'whole',
    place: [deadLetterHeaders.topic, deadLetterHeaders.partition, deadLetterHeaders.offset]
      .map((header) => told(header) ?? '?')
      .join('/'),
    errorClass: told(deadLetterHeaders.errorClass),
    traceId: told(deadLetterHeaders.traceId) || undefined,
    failedAt: told(deadLetterHeaders.failedAt),
  };
}

/** Whoever sent it may have put anything there. */
const SHOWN_LENGTH = 200;
const shown = (text: string | undefined) => text && redactText(text).slice(0, SHOWN_LENGTH);

const kafkaOf = ({ brokers, security }: DeadLetterQuery) =>
  createKafka({ brokers, security, clientId: 'sightline-dead-letters' });
