import { z } from 'zod';
import { notificationSchema } from './notification';

/** Who would have been told. The watchdog is told all the time: its silence is the alarm. */
export const channels = ['pager', 'chat', 'mail', 'watchdog'] as const;

export const channelSchema = z.enum(channels);

export type Channel = z.infer<typeof channelSchema>;

/** One notification, as it was kept. */
export const deliverySchema = z.object({
  /** Counts up, over restarts too. */
  id: z.int().positive(),
  receivedAt: z.iso.datetime(),
  channel: channelSchema,
  notification: notificationSchema,
  /** A trace of what the alert is about, from the moment it came; found a little later, or never. */
  traceId: z.string().optional(),
});

export type Delivery = z.infer<typeof deliverySchema>;
