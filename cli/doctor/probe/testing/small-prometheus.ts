import type { PlantedFaults, Reply, Request } from './small-platform';
import type { Taken, TakenSeries } from './taken';

/** https://prometheus.io/docs/prometheus/latest/querying/api/ : selectors, joined by `or`, and counts of them. */
export function answerPrometheus(
  { url }: Request,
  taken: Taken,
  { exemplarStorage }: PlantedFaults,
): Reply | undefined {
  const data = (value: unknown) => ({ body: { status: 'success', data: value } });
  const query = url.searchParams.get('query') ?? '';
  switch (url.pathname) {
    case '/api/v1/query':
      return data({ resultType: 'vector', result: evaluated(query, taken.series) });
    case '/api/v1/query_exemplars':
      return data(
        taken.exemplars.map(({ series, traceId, value, time }) => ({
          seriesLabels: series,
          exemplars: [{ labels: { trace_id: traceId }, value: String(value), timestamp: time }],
        })),
      );
    case '/api/v1/labels':
      return data([...new Set(taken.series.flatMap(({ labels }) => Object.keys(labels)))]);
    case '/api/v1/status/flags':
      return data({ 'enable-feature': exemplarStorage === false ? '' : 'exemplar-storage' });
    default:
      return data({});
  }
}

function evaluated(query: string, series: readonly TakenSeries[]) {
  if (query === 'vector(1)') return [{ metric: {}, value: [1, '1'] }];
  const found = series.filter(({ labels }) =>
    [...query.matchAll(/([\w:]*)\{([^}]*)\}/g)].some(([, metric = '', inside = '']) => {
      if (metric !== '' && labels.__name__ !== metric) return false;
      return [...inside.matchAll(/"?([\w.]+)"?(=~?)"([^"]*)"/g)].every(([, name = '', op, value = '']) =>
        op === '=' ? labels[name] === value : new RegExp(`^(?:${value})$`).test(labels[name] ?? ''),
      );
    }),
  );
  if (!query.startsWith('count'))
    return found.map(({ labels, value }) => ({ metric: labels, value: [1, String(value)] }));
  const [first] = found;
  return first
    ? [
        {
          metric: query.startsWith('count by') ? { __name__: first.labels.__name__ } : {},
          value: [1, String(found.length)],
        },
      ]
    : [];
}
