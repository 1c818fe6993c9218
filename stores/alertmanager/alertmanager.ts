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
    /** To whom its routes lead. */
    receivers: z.array(z.object({ name: z.string() })).default([]),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
);

export type KnownAlert = z.output<typeof alertsAnswer>[number];

const matcher = z.object({
  name: z.string(),
  value: z.string(),
  isRegex: z.boolean().default(false),
  isEqual: z.boolean().default(true),
});

/** While it lasts, nobody hears of the alerts it matches. */
export const silenceSchema = z.object({
  id: z.string(),
  state: z.enum(['active', 'pending', 'expired']),
  /** Whatever was typed by whoever made it. */
  author: z.string(),
  comment: z.string(),
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
  matchers: z.array(matcher),
});

export type Silence = z.output<typeof silenceSchema>;

const silencesAnswer = z.array(
  silenceSchema
    .omit({ state: true, author: true })
    .extend({
      status: silenceSchema.pick({ state: true }),
      createdBy: z.string().default(''),
      comment: z.string().default(''),
    })
    .transform(
      ({ createdBy, status, ...silence }): Silence => ({ ...silence, author: createdBy, state: status.state }),
    ),
);

const configurationAnswer = z.object({ config: z.object({ original: z.string() }) });

/** How often receivers were told, by integration. */
export interface Told {
  readonly sent: ReadonlyMap<string, number>;
  readonly failed: ReadonlyMap<string, number>;
}

/** The series of a page of metrics, added up by their integration. */
function summed(page: string, metric: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of page.split('\n')) {
    const [, name, labels = '', value] = /^([\w:]+)\{([^}]*)\} (\S+)/.exec(line) ?? [];
    const integration = /integration="([^"]*)"/.exec(labels)?.[1];
    if (name === metric && integration !== undefined)
      sums.set(integration, (sums.get(integration) ?? 0) + Number(value));
  }
  return sums;
}

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

  /** All silences, those that ended within the last days among them. */
  async silences(): Promise<readonly Silence[]> {
    return this.#backend.get('/api/v2/silences', silencesAnswer);
  }

  /** Its configuration as YAML, secrets left out by itself. */
  async configuration(): Promise<string> {
    return (await this.#backend.get('/api/v2/status', configurationAnswer)).config.original;
  }

  /** What it counted on telling receivers, by integration (`webhook`, `slack`); undefined where its counters are not to be had. */
  async told(): Promise<Told | undefined> {
    const page = await this.#backend.text('/metrics').catch(() => undefined);
    if (page === undefined || !page.includes('alertmanager_notifications_total')) return undefined;
    return {
      sent: summed(page, 'alertmanager_notifications_total'),
      failed: summed(page, 'alertmanager_notifications_failed_total'),
    };
  }

  async post(alerts: readonly PostedAlert[]): Promise<void> {
    await this.#backend.post('/api/v2/alerts', alerts);
  }
}
