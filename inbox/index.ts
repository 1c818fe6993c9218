export type { NotificationQuery } from './api';
export { InboxClient, type Received } from './client';
export { type Channel, channels } from './receive/delivery';
