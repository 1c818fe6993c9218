import { metrics } from '@sightline/catalogue';
import { histogram } from '@sightline/observability';
import type { CompletedRequest } from '@sightline/observability/nest';

/** The duration of a request in the buckets that the business reports use. */
export function observeShopRequest({ method, route, status, seconds }: CompletedRequest): void {
  histogram(metrics.ecommerceRequestDuration).observe({ method, route, status }, seconds);
}
