import type { Case, Parameter } from '../case';
import { at } from '../moment';

interface Asking {
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number | string;
  readonly direction?: string;
  readonly step?: string | number;
  readonly interval?: string;
  readonly categorised?: boolean;
  readonly method?: 'POST';
  readonly ordered?: boolean;
  readonly chosen?: boolean;
  readonly estimated?: boolean;
}

/** Lines of a time range. Default: of all data, the newest 100 first, as Loki has it. */
export const lines = (query: string, { from = '-10m', to = '30m', ...more }: Asking = {}): Case =>
  asking('query_range', { query, start: at(from), end: at(to) }, more);

/** A metric over a time range, in steps. */
export const range = (query: string, { from = '0s', to = '20m', step = '60s', ...more }: Asking = {}): Case =>
  asking('query_range', { query, start: at(from), end: at(to) }, { step, ...more });

/** A query at one moment. */
export const instant = (query: string, { to = '20m', ...more }: Asking = {}): Case =>
  asking('query', { query, time: at(to) }, more);

/** Any other path of the API. */
export const asking = (
  path: string,
  parameters: Readonly<Record<string, Parameter>>,
  { categorised, method, ordered, chosen, estimated, from, to, ...sent }: Asking = {},
): Case => ({
  path,
  parameters: {
    ...parameters,
    ...(from !== undefined && { start: at(from) }),
    ...(to !== undefined && { end: at(to) }),
    ...(sent as Record<string, Parameter>),
  },
  ...(categorised && { categorised }),
  ...(method && { method }),
  ...(ordered && { ordered }),
  ...(chosen && { chosen }),
  ...(estimated && { estimated }),
});
