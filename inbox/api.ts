import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { livePath } from './guard';
import type { Deliveries } from './keep/deliveries';
import { watchdogOf } from './keep/watchdog';
import { type LinkOptions, linksOf } from './links';
import { channelSchema, type Delivery } from './receive/delivery';

const querySchema = z.strictObject({
  channel: channelSchema.optional(),
  alertname: z.string().max(200).optional(),
  /** The mark of a test: the label `sightline_test`. */
  test: z.string().max(200).optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  /** Wait until something has changed after this revision, */
  revision: z.coerce.number().int().min(0).optional(),
  /** so many seconds at most. */
  wait: z.coerce.number().min(0).max(30).default(0),
});

export type NotificationQuery = Partial<z.output<typeof querySchema>>;

/** `GET /api/...`: what programs ask. */
export function apiRoutes(app: FastifyInstance, { deliveries, links }: ApiOptions): void {
  app.get('/api/notifications', async (request, reply) => {
    const { revision, wait, limit, ...filter } = querySchema.parse(request.query);
    if (revision === deliveries.revision && wait > 0) {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      await deliveries.changed(AbortSignal.any([gone.signal, AbortSignal.timeout(wait * 1000)]));
    }
    const found = deliveries.all().filter((delivery) => isWanted(delivery, filter));
    return {
      revision: deliveries.revision,
      notifications: found.slice(0, limit).map((delivery) => withLinks(delivery, links)),
    };
  });

  app.get('/api/notifications/:id', async (request, reply) => {
    const { id } = z.object({ id: z.coerce.number().int().positive() }).parse(request.params);
    const delivery = deliveries.byId(id);
    if (delivery) return withLinks(delivery, links);
    return reply.code(404).send({ error: 'not_found', detail: `There is no notification ${id}, or not any more` });
  });

  app.get('/api/watchdog', async () => watchdogOf(deliveries.all()));

  app.get(livePath, async () => ({ status: 'ok' }));
}

export interface ApiOptions {
  readonly deliveries: Deliveries;
  readonly links: LinkOptions;
}

type Filter = Pick<z.output<typeof querySchema>, 'channel' | 'alertname' | 'test' | 'since'>;

function isWanted(
  { channel, receivedAt, notification }: Delivery,
  { channel: wanted = channel, alertname, test, since }: Filter,
): boolean {
  return (
    channel === wanted &&
    (since === undefined || Date.parse(receivedAt) >= Date.parse(since)) &&
    notification.alerts.some(
      ({ labels }) =>
        (alertname === undefined || labels.alertname === alertname) &&
        (test === undefined || labels.sightline_test === test),
    )
  );
}

const withLinks = (delivery: Delivery, options: LinkOptions) => ({
  ...delivery,
  notification: {
    ...delivery.notification,
    alerts: delivery.notification.alerts.map((alert) => ({
      ...alert,
      links: linksOf(alert, delivery.traceId, options),
    })),
  },
});
