import { z } from 'zod';
import type { About, Answering } from '../http/about';
import type { Place } from '../http/access';
import { Backend } from '../http/backend';

const alertsAnswer = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    /** When it began to fire, as who sent it says. */
    startsAt: z.coerce.date(),
    updatedAt: z.coerce.date(),
    status: z.object({ state: z.enum(['active', 'suppressed', 'unprocessed']) }),
  }),
);

export type KnownAlert = z.output<typeof alertsAnswer>[number];

export interface PostedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly generatorURL: string;
  readonly startsAt: Date;
  /** When it ends unless it is posted again. */
  readonly endsAt: Date;
}

const status = {
  path: '/api/v2/status',
  schema: z
    .object({ versionInfo: z.object({ version: z.string() }) })
    .transform(({ versionInfo }) => versionInfo.version),
};

export class Alertmanager implements Answering {
  readonly #backend: Backend;

  constructor(place: Place) {
    this.#backend = new Backend('Alertmanager', place);
  }

  about(): Promise<About> {
    return this.#backend.about(['/api/v2/status'], status);
  }

  /** All alerts it knows that have not ended. */
  async alerts(): Promise<readonly KnownAlert[]> {
    return this.#backend.get('/api/v2/alerts', alertsAnswer);
  }

  async post(alerts: readonly PostedAlert[]): Promise<void> {
    await this.#backend.post('/api/v2/alerts', alerts);
  }
}
