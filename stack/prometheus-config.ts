import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { inRepository } from './repository';

const configuration = z.object({
  global: z.object({ evaluation_interval: z.string() }),
  storage: z.object({ tsdb: z.object({ retention: z.object({ time: z.string() }) }) }),
});

/** What others must know of how Prometheus runs here, as its configuration says. */
export function prometheusConfig(): { readonly retention: string; readonly evaluationInterval: string } {
  const file = inRepository('stack/config/prometheus/prometheus.yml');
  const { global, storage } = configuration.parse(parse(readFileSync(file, 'utf8')));
  return { retention: storage.tsdb.retention.time, evaluationInterval: global.evaluation_interval };
}
