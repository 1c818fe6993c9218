import { z } from 'zod';

/**
 * What one topic carries. Events are JSON; a reader drops the fields it does not know, so that a writer may add some,
 * and refuses a message that lacks one it needs.
 */
export interface Topic<Event extends EventEnvelope = EventEnvelope> {
  readonly name: string;
  readonly partitions: number;
  readonly schema: z.ZodType<Event>;
  /** Messages of one key keep their order. */
  readonly key: (event: Event) => string;
}

export interface EventEnvelope {
  /** Unique for ever: what makes a second delivery recognisable. */
  readonly eventId: string;
  readonly type: string;
  /** ISO 8601, in UTC. */
  readonly occurredAt: string;
  readonly orderId: string;
}

/** The fields every event starts with. */
export const envelope = {
  eventId: z.uuid(),
  occurredAt: z.iso.datetime(),
  orderId: z.uuid(),
};

/** Where a message goes that could not be handled; it keeps its key, its value and its headers. */
export const deadLetterTopicOf = (topicName: string) => `${topicName}.dlt`;

/** The types of event a topic has, by its contract; whatever else comes is none. */
export function eventTypesOf({ schema }: Pick<Topic, 'schema'>): ReadonlySet<string> {
  const shapes = schema instanceof z.ZodDiscriminatedUnion ? schema.options : [schema];
  const types = shapes.flatMap((shape) => {
    const type = shape instanceof z.ZodObject ? shape.shape.type : undefined;
    return type instanceof z.ZodLiteral ? [...type.values].map(String) : [];
  });
  return new Set(types);
}
