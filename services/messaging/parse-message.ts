import type { EventEnvelope, Topic } from '@sightline/contracts';
import type { DeadLetterReason } from './dead-letters';

/** A message that no retry will make readable. The error says where it is wrong, never what is there. */
export class UnreadableMessage extends Error {
  readonly code = 'UNREADABLE_MESSAGE';

  constructor(
    readonly reason: Extract<DeadLetterReason, 'malformed' | 'invalid'>,
    detail: string,
  ) {
    super(detail);
    this.name = reason === 'malformed' ? 'MalformedMessage' : 'InvalidMessage';
  }
}

/** @throws {UnreadableMessage} */
export function parseMessage<Event extends EventEnvelope>(topic: Topic<Event>, value: Buffer | null): Event {
  const result = topic.schema.safeParse(parseJson(value));
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path }) => path.join('.') || 'the message');
  throw new UnreadableMessage('invalid', `Not an event of ${topic.name}: see ${[...new Set(fields)].join(', ')}`);
}

function parseJson(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString('utf8') ?? '');
  } catch {
    // The parser's own message quotes the text, which may hold what must not be told.
    throw new UnreadableMessage('malformed', 'Not JSON');
  }
}
