import { type Span, spanTree } from '@sightline/stores';
import { probeServices } from '../../probe';
import type { Finding } from '../finding';
import { lacking, lookFor, type ProbeExamination, skipped } from './examination';

const byId = 'trace found by id';
const whole = 'trace whole';
const bySearch = 'trace found by search';

/** The trace is stored, all of it, and found in both ways that people look for one. */
export async function checkTrace(examination: ProbeExamination): Promise<Finding[]> {
  const { clients, probe, taken, withinMs } = examination;
  const { traces } = clients;
  if (!traces) return [lacking(byId, 'traces')];
  if (taken.traces !== undefined) return [skipped(byId, taken.traces)];
  let seen: readonly Span[] = [];
  const stored = await lookFor(
    {
      hop: byId,
      expectedMs: 10_000,
      find: async () => {
        seen = (await traces.spans(probe.traceId)) ?? [];
        return seen.length > 0 ? seen : undefined;
      },
      found: () => `trace ${probe.traceId}`,
      missing: async () => `${traces.name} does not know trace ${probe.traceId}${await othersIn(examination)}`,
      next: "the collector's log: does its exporter reach the trace store, in the tenant that is asked here? Is the trace sampled away?",
    },
    withinMs,
  );
  if (stored.value === undefined)
    return [stored.finding, skipped(whole, 'it is not stored'), skipped(bySearch, 'it is not stored')];
  const [complete, found] = await Promise.all([checkWhole(examination, seen), checkSearch(examination)]);
  return [stored.finding, complete, found];
}

/** A store that holds nothing at all is asked in the wrong tenant, or gets nothing. */
async function othersIn({ clients: { traces } }: ProbeExamination): Promise<string> {
  const since = new Date(Date.now() - 3_600_000);
  const others = await traces?.search({ since, limit: 1 }).catch(() => undefined);
  if (others === undefined) return '';
  return others.length > 0
    ? ', though it knows others of the last hour'
    : ', nor any other of the last hour: is the tenant (X-Scope-OrgID) the one that the collector writes to?';
}

async function checkWhole({ clients: { traces }, probe, withinMs }: ProbeExamination, first: readonly Span[]) {
  let spans = first;
  const isWhole = () => {
    const { orphans } = spanTree({ spans, logs: [] });
    return orphans.length === 0 && missingOf().length === 0;
  };
  const missingOf = () => probe.spans.filter(({ spanId }) => !spans.some((span) => span.spanId === spanId));
  const { finding } = await lookFor(
    {
      hop: whole,
      expectedMs: 10_000,
      find: async () => {
        if (!isWhole()) spans = (await traces?.spans(probe.traceId)) ?? spans;
        return isWhole() ? spans : undefined;
      },
      found: () => `${spans.length} spans of two services, none without its parent`,
      missing: () => {
        const missing = missingOf();
        const services = [...new Set(missing.map(({ service }) => service))];
        const { orphans } = spanTree({ spans, logs: [] });
        const what = missing.map(({ service, name }) => `"${name}" of ${service}`).join(', ');
        const all =
          services.length === 1 &&
          probe.spans.every(
            ({ service, spanId }) => service !== services[0] || missing.some((one) => one.spanId === spanId),
          );
        return `${spans.length - orphans.length < spans.length ? `${orphans.length} without its parent; ` : ''}missing: ${what}${all ? ` (all that ${services[0]} sent)` : ''}`;
      },
      next: 'sampling: whoever decides about a trace must see all of it. With several collectors, a first layer has to send all spans of a trace to the same one',
      lines: [
        'exporters:',
        '  load_balancing:',
        '    routing_key: traceID',
        '    protocol: { otlp: { tls: { insecure: true } } }',
        '    resolver: { dns: { hostname: sampling-collectors } }',
      ],
    },
    withinMs,
  );
  return finding;
}

async function checkSearch({ clients: { traces }, probe, withinMs }: ProbeExamination): Promise<Finding> {
  const since = new Date(probe.began.getTime() - 60_000);
  const { finding } = await lookFor(
    {
      hop: bySearch,
      expectedMs: 35_000,
      find: async () => {
        const found = await traces?.search({ service: probeServices.caller, since, limit: 20 });
        return found?.some(({ traceId }) => traceId === probe.traceId) || undefined;
      },
      found: () => `among those of ${probeServices.caller}`,
      missing: () =>
        `it is there by its id, but not among those of ${probeServices.caller} since ${since.toISOString()}`,
      next: 'how late the store searches: Tempo hides what is younger than query_frontend.search.query_backend_after and complete_block_timeout leave out; and the clocks, for a search looks at a window',
    },
    withinMs,
  );
  return finding;
}
