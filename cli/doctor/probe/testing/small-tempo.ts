import type { PlantedFaults, Reply, Request } from './small-platform';
import type { Taken } from './taken';

/** https://grafana.com/docs/tempo/latest/api_docs/ */
export function answerTempo({ url }: Request, taken: Taken, { clockAheadMs = 0 }: PlantedFaults): Reply | undefined {
  const [, id] = /^\/api\/v2\/traces\/(\w+)$/.exec(url.pathname) ?? [];
  if (id !== undefined) {
    const resourceSpans = taken.resourceSpans.filter(({ scopeSpans }) =>
      scopeSpans.some(({ spans }) => spans.some(({ traceId }) => traceId === id)),
    );
    return resourceSpans.length > 0 ? { body: { trace: { resourceSpans } } } : { status: 404, body: '' };
  }
  if (url.pathname === '/api/search') {
    const [, service] = /resource\.service\.name = "([^"]+)"/.exec(url.searchParams.get('q') ?? '') ?? [];
    // It searches up to its own time.
    const until = Math.min(Number(url.searchParams.get('end')), (Date.now() + clockAheadMs) / 1000);
    const found = taken.resourceSpans
      .filter(
        ({ resource }) =>
          service === undefined || resource.attributes.some(({ value }) => value.stringValue === service),
      )
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
      .filter(({ startTimeUnixNano }) => Number(startTimeUnixNano) / 1e9 <= until);
    const ids = [...new Set(found.map(({ traceId }) => traceId))];
    return { body: { traces: ids.map((traceID) => ({ traceID, startTimeUnixNano: '1', durationMs: 40 })) } };
  }
  return { body: {} };
}
