import { fetchOver, type Place } from '@sightline/stores';
import { z } from 'zod';
import type { NotificationQuery } from './api';
import { deliverySchema } from './receive/delivery';
import { alertSchema, notificationSchema } from './receive/notification';

const linksSchema = z.object({
  runbook: z.string().optional(),
  dashboard: z.string().optional(),
  silence: z.string(),
  trace: z.string().optional(),
});

const receivedSchema = deliverySchema.extend({
  notification: notificationSchema.extend({ alerts: z.array(alertSchema.extend({ links: linksSchema })) }),
});

const answerSchema = z.object({ revision: z.number(), notifications: z.array(receivedSchema) });

/** A notification with the links a person would follow from it. */
export type Received = z.infer<typeof receivedSchema>;

/** The inbox, asked by another program. */
export class InboxClient {
  readonly #url: string;
  readonly #fetch: typeof fetch;

  constructor(place: Place) {
    const access = typeof place === 'string' ? { url: place } : place;
    this.#url = access.url;
    this.#fetch = fetchOver(access);
  }

  /** Newest first; waits for a change when `revision` and `wait` are given. @throws when the inbox does not answer. */
  async notifications(query: NotificationQuery = {}): Promise<z.infer<typeof answerSchema>> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const params = new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)])));
    const asked = this.#fetch(`${this.#url}/api/notifications?${params}`, { signal: AbortSignal.timeout(40_000) });
    const response = await asked.catch((cause) => {
      const message = `The inbox does not answer at ${this.#url}: see whether it runs with \`sightline status\``;
      throw new Error(message, { cause });
    });
    if (!response.ok) throw new Error(`The inbox answers ${response.status}: ${await response.text()}`);
    return answerSchema.parse(await response.json());
  }
}
