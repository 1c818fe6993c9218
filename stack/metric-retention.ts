import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { inRepository } from './repository';

const configuration = z.object({
  storage: z.object({ tsdb: z.object({ retention: z.object({ time: z.string() }) }) }),
});

/** How long Prometheus keeps what it stores, as its configuration says: `31d`. */
export const metricRetention = (): string =>
  configuration.parse(parse(readFileSync(inRepository('stack/config/prometheus/prometheus.yml'), 'utf8'))).storage.tsdb
    .retention.time;
