import { BackendError } from '@sightline/stores';
import type { ExaminedStores } from './data-sources';

/**
 * Whether a store could not be asked at all, which is no fault of a dashboard's. Where Grafana passes the questions on, it has let us in,
 * and what does not let it in, or hangs behind it, is one data source of many: that is to be told of the panels that ask it.
 */
export function isOutage(
  error: unknown,
  { dataSources, isSilence }: Pick<ExaminedStores, 'dataSources' | 'isSilence'>,
): boolean {
  if (!(error instanceof BackendError)) return false;
  if (error.code === 'BACKEND_UNREACHABLE') return true;
  return dataSources === undefined && (error.code === 'BACKEND_ACCESS' || isSilence?.(error) === true);
}

/** The same of the first and cheapest question: a store that has no answer in time to that one hangs. */
export function isFirstOutage(error: unknown, stores: Pick<ExaminedStores, 'dataSources' | 'isSilence'>): boolean {
  const hangs = error instanceof BackendError && error.code === 'BACKEND_TIMEOUT' && stores.dataSources === undefined;
  return hangs || isOutage(error, stores);
}
