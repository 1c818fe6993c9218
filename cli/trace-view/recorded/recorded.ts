import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LokiStore, TempoStore, type Trace, ZipkinStore } from '@sightline/stores';
import { answering } from '@sightline/stores/testing';

/**
 * Traces of a running platform as its stores gave them: what Zipkin and Loki answered, and the same spans in the form of
 * Tempo's API (https://grafana.com/docs/tempo/latest/api_docs/).
 */
export type Recorded = 'declined' | 'retried';

/** Reads a recorded trace through the very clients that read it from a platform. */
export async function readRecorded(name: Recorded, store: 'zipkin' | 'tempo'): Promise<Trace> {
  const file = (backend: string) => readFileSync(join(__dirname, `${name}.${backend}.json`), 'utf8');
  await using traces = await answering(() => ({ body: file(store) }));
  await using loki = await answering(() => ({ body: file('loki') }));
  const client = store === 'zipkin' ? new ZipkinStore(traces.url) : new TempoStore(traces.url);
  const spans = (await client.spans('recorded')) ?? [];
  const logs = await new LokiStore(loki.url).linesOfTrace('recorded', { since: new Date(0) });
  return { traceId: spans[0]?.traceId ?? '', spans, logs };
}
