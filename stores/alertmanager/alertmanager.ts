import { z } from 'zod';
import { BackendError } from '../http/backend-error';
import { getJson } from '../http/get-json';

const backend = 'Alertmanager';

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

export class Alertmanager {
  constructor(private readonly url: string) {}

  /** All alerts it knows that have not ended. */
  async alerts(): Promise<readonly KnownAlert[]> {
    return alertsAnswer.parse(await getJson(`${this.url}/api/v2/alerts`, { backend }));
  }

  async post(alerts: readonly PostedAlert[]): Promise<void> {
    const response = await fetch(`${this.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
      signal: AbortSignal.timeout(10_000),
    }).catch((cause) => {
      const message = `${backend} does not answer at ${this.url}: see whether it runs with \`sightline status\``;
      throw new BackendError('BACKEND_UNREACHABLE', backend, message, { cause });
    });
    if (response.ok) return;
    throw new BackendError('BACKEND_REFUSED', backend, `${backend} refused the alerts: ${await response.text()}`);
  }
}
