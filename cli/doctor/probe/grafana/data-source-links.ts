import { z } from 'zod';

/**
 * The links that data sources carry, as Grafana's provisioning writes them: https://grafana.com/docs/grafana/latest/datasources/tempo/
 * What is not as expected is taken for not given.
 */
const uid = z.string().optional().catch(undefined);
const tags = z
  .array(
    z.union([
      z.object({ key: z.string(), value: z.string().optional() }),
      z.string().transform((key): { key: string; value?: string | undefined } => ({ key })),
    ]),
  )
  .optional()
  .catch(undefined);

export const prometheusLinks = z.object({
  exemplarTraceIdDestinations: z
    .array(z.object({ name: z.string().default('traceID'), datasourceUid: uid, url: uid }))
    .catch([])
    .default([]),
});

export const lokiLinks = z.object({
  derivedFields: z
    .array(
      z.object({
        name: z.string().default(''),
        matcherRegex: z.string().default(''),
        matcherType: z.string().default('regex'),
        datasourceUid: uid,
        url: z.string().default(''),
      }),
    )
    .catch([])
    .default([]),
});

const toLogs = z.object({
  datasourceUid: uid,
  tags,
  mappedTags: tags,
  mapTagNamesEnabled: z.boolean().optional().catch(undefined),
  filterByTraceID: z.boolean().default(false),
  filterByTraceId: z.boolean().default(false),
  filterBySpanID: z.boolean().default(false),
  customQuery: z.boolean().default(false),
  query: z.string().default(''),
  spanStartTimeShift: z.string().optional().catch(undefined),
  spanEndTimeShift: z.string().optional().catch(undefined),
});

const toMetrics = z.object({
  datasourceUid: uid,
  tags,
  queries: z
    .array(z.object({ name: z.string().default(''), query: z.string().default('') }))
    .catch([])
    .default([]),
  spanStartTimeShift: z.string().optional().catch(undefined),
  spanEndTimeShift: z.string().optional().catch(undefined),
});

export const tracesLinks = z.object({
  tracesToLogsV2: toLogs.optional().catch(undefined),
  /** Of before Grafana 9.4. */
  tracesToLogs: toLogs.optional().catch(undefined),
  tracesToMetrics: toMetrics.optional().catch(undefined),
  serviceMap: z.object({ datasourceUid: uid }).optional().catch(undefined),
});

export type LokiLink = z.output<typeof lokiLinks>['derivedFields'][number];
export type TracesToLogs = z.output<typeof toLogs>;
export type LinkTags = z.output<typeof tags>;
