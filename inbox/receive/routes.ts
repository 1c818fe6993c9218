import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Deliveries } from '../keep/deliveries';
import { type Channel, channelSchema, type Delivery } from './delivery';
import { notificationSchema } from './notification';

export interface ReceiveOptions {
  readonly deliveries: Deliveries;
  /** Called with each notification once it is kept. */
  onDelivery(delivery: Delivery): void;
}

/** `POST /notify/<channel>`: what Alertmanager sends. */
export function receiveRoutes(app: FastifyInstance, { deliveries, onDelivery }: ReceiveOptions): void {
  const params = z.object({ channel: channelSchema });
  app.post<{ Params: { channel: Channel } }>('/notify/:channel', async (request, reply) => {
    const { channel } = params.parse(request.params);
    const delivery = deliveries.add(channel, notificationSchema.parse(request.body));
    onDelivery(delivery);
    return reply.code(202).send({ id: delivery.id });
  });
}
