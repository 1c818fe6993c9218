import type { DeadLetter } from '@sightline/messaging';
import { CliError } from '../cli-error';
import type { Shop } from '../connections';
import type { Option } from '../verb';

export type ListedDeadLetter = DeadLetter & { readonly topic: string };

/** The topics whose messages may be set aside, by the name a person gives them, and the service that reads each. */
const topics = ['orders', 'payments'] as const;

export type TopicName = (typeof topics)[number];

export const topicOption: Option = {
  flags: '--topic <topic>',
  description: 'the topic they were sent to',
  choices: topics,
};

/** The chosen topic, or all. */
export const chosenTopics = (topic: TopicName | undefined): readonly TopicName[] =>
  topic === undefined ? topics : [topic];

const readerOf = (shop: Shop, topic: TopicName) => (topic === 'orders' ? shop.payments : shop.orders);

interface Answered {
  readonly topic: string;
  readonly deadLetters: readonly DeadLetter[];
}

/** Longer than a service waits for Kafka. */
const PATIENCE_MS = 40_000;

/** More than anybody looks through. */
const MOST_SHOWN = 10_000;
/** Of one request. */
const MOST_REPLAYED = 500;

/** What was set aside of a topic. @throws {CliError} naming what the service answered. */
export const deadLettersOf = (shop: Shop, topic: TopicName, limit = MOST_SHOWN) =>
  ask(shop, topic, { method: 'GET', path: `/dead-letters?limit=${limit}` });

/**
 * Sends back what is there now, the oldest first: what is set aside again meanwhile waits for the next time.
 *
 * @throws {CliError} naming what the service answered.
 */
export async function replayDeadLettersOf(
  shop: Shop,
  topic: TopicName,
  limit = MOST_SHOWN,
): Promise<ListedDeadLetter[]> {
  const there = (await deadLettersOf(shop, topic, limit)).length;
  const replayed: ListedDeadLetter[] = [];
  while (replayed.length < there) {
    const body = { limit: Math.min(MOST_REPLAYED, there - replayed.length) };
    const some = await ask(shop, topic, { method: 'POST', path: '/dead-letters/replay', body });
    if (some.length === 0) break;
    replayed.push(...some);
  }
  return replayed;
}

async function ask(
  shop: Shop,
  topic: TopicName,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body?: object },
): Promise<ListedDeadLetter[]> {
  const reader = readerOf(shop, topic).patient(PATIENCE_MS);
  const answer = await reader.request<Answered>(method, path, { ...(body && { body }) });
  if (answer.body) return answer.body.deadLetters.map((letter) => ({ ...letter, topic: answer.body?.topic ?? topic }));
  const said = answer.problem?.detail ?? answer.problem?.title ?? 'it does not say why';
  throw new CliError('REFUSED', `The service that reads ${topic} answered ${answer.status}: ${said}`);
}
