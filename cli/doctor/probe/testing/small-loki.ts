import type { Reply, Request } from './small-platform';
import type { Taken } from './taken';

/** https://grafana.com/docs/loki/latest/reference/loki-http-api/ */
export function answerLoki({ url }: Request, taken: Taken): Reply | undefined {
  const data = (value: unknown) => ({ body: { status: 'success', data: value } });
  if (url.pathname === '/loki/api/v1/labels')
    return data([...new Set(taken.lines.flatMap(({ labels }) => Object.keys(labels)))]);
  const [, label] = /^\/loki\/api\/v1\/label\/(\w+)\/values$/.exec(url.pathname) ?? [];
  if (label !== undefined) return data([...new Set(taken.lines.flatMap(({ labels }) => labels[label] ?? []))]);
  if (url.pathname !== '/loki/api/v1/query_range') return data([]);
  const query = url.searchParams.get('query') ?? '';
  const [from, to] = [BigInt(url.searchParams.get('start') ?? 0), BigInt(url.searchParams.get('end') ?? 0)];
  const [, selector = ''] = /^\{([^}]*)\}/.exec(query) ?? [];
  const matchers = [...selector.matchAll(/(\w+)(=~?)"([^"]*)"/g)];
  const [, containing] = /\|= `([^`]*)`/.exec(query) ?? [];
  const [, byId] = /trace_id="(\w+)"$/.exec(query) ?? [];
  const found = taken.lines.filter(({ time, text, labels, metadata }) => {
    const isFit = matchers.every(([, name = '', op, value = '']) =>
      op === '=' ? labels[name] === value : new RegExp(`^(?:${value})$`).test(labels[name] ?? ''),
    );
    const isIn = BigInt(time) >= from && BigInt(time) < to;
    const hasId = byId === undefined || metadata.trace_id === byId || labels.trace_id === byId || text.includes(byId);
    return isFit && isIn && hasId && (containing === undefined || text.includes(containing));
  });
  return data({
    resultType: 'streams',
    result: found.map(({ time, text, labels, metadata }) => ({
      stream: labels,
      values: [[time, text, { structuredMetadata: metadata }]],
    })),
  });
}
