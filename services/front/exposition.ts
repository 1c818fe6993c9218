import type { Upstream } from './upstream';

export interface Exposed {
  readonly service: string;
  readonly upstreams: readonly Upstream[];
}

/** What it counted, in Prometheus' text format. */
export function exposition(services: readonly Exposed[]): string {
  const all = services.flatMap(({ service, upstreams }) =>
    upstreams.map((upstream) => ({ upstream, labels: `front_service="${service}",front_upstream="${upstream.name}"` })),
  );
  return [
    '# HELP front_upstream_ready Whether an instance gets requests',
    '# TYPE front_upstream_ready gauge',
    ...all.map(({ upstream, labels }) => `front_upstream_ready{${labels}} ${upstream.isReady ? 1 : 0}`),
    '# HELP front_requests_total Requests that were given to an instance, by what came of it',
    '# TYPE front_requests_total counter',
    ...all.flatMap(({ upstream, labels }) =>
      Object.entries(upstream.outcomes).map(
        ([outcome, count]) => `front_requests_total{${labels},outcome="${outcome}"} ${count}`,
      ),
    ),
    '',
  ].join('\n');
}
