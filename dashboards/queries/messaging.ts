import { metrics } from '@sightline/catalogue';
import { max, orNone, quantile, rate, sum, total, value } from './promql';

const topic = 'messaging_destination_name';
const service = 'service_name';

/** Before Kafka. Each instance of a service counts the whole table. */
export const outboxPending = max(value(metrics.outboxPending), [service]);
export const outboxOldest = max(value(metrics.outboxOldestAge), [service]);
export const outboxDelay = (q: number) => quantile(q, metrics.outboxPublishDelay, { by: [topic] });
export const outboxDelayOverall = (q: number) => quantile(q, metrics.outboxPublishDelay);
export const published = sum(rate(metrics.outboxPublished), [topic]);
export const publishFailures = orNone(sum(rate(metrics.outboxPublishFailures)));

/** After Kafka. */
export const processed = sum(rate(metrics.messagingProcessDuration), [topic, 'outcome']);
export const processing = (q: number) => quantile(q, metrics.messagingProcessDuration, { by: [topic] });
export const processingOverall = (q: number) => quantile(q, metrics.messagingProcessDuration);
export const retries = orNone(sum(rate(metrics.messagingRetries)));
export const duplicates = orNone(sum(rate(metrics.inboxDuplicates)));
export const deadLettersRate = orNone(sum(rate(metrics.messagingDeadLetters)));
export const deadLetters = orNone(sum(total(metrics.messagingDeadLetters)));
