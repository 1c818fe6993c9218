import type { PlantedFaults, Reply, Request } from './small-platform';

/** What a Grafana holds: the answers of its API, as one has recorded them. */
export interface GrafanaSetUp {
  /** Whether it is one, and not something else that shows dashboards. */
  readonly isGrafana?: false;
  readonly dataSources: readonly GrafanaDataSource[];
  readonly boards?: readonly { readonly uid: string; readonly json: object }[];
}

export interface GrafanaDataSource {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly isDefault?: boolean;
  readonly jsonData?: Readonly<Record<string, unknown>>;
}

const paths: Readonly<Record<string, string>> = { prometheus: '/prometheus', loki: '/loki', tempo: '/tempo' };

/** Its data sources pass questions on to the stores of the same platform. */
export function answerGrafana(
  request: Request,
  { grafana }: PlantedFaults,
  pass: (path: string, request: Request) => Reply | undefined,
): Reply | undefined {
  const { dataSources = [], boards = [], isGrafana = true } = grafana ?? {};
  const { pathname } = request.url;
  if (!isGrafana) return pathname === '/api/search' ? { body: [] } : undefined;
  if (pathname === '/api/datasources') return { body: dataSources.map((one) => ({ isDefault: false, ...one })) };
  if (pathname === '/api/search') return { body: boards.map(({ uid }) => ({ uid, title: uid, url: `/d/${uid}` })) };
  const board = boards.find(({ uid }) => pathname === `/api/dashboards/uid/${uid}`);
  if (board) return { body: { dashboard: board.json, meta: {} } };
  const [, uid, rest = ''] = /^\/api\/datasources\/proxy\/uid\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
  const source = dataSources.find((one) => one.uid === uid);
  if (uid === undefined) return { body: { version: '12.0.0' } };
  if (!source) return { status: 404, body: { message: 'Unable to load datasource meta data' } };
  const url = new URL(request.url);
  url.pathname = rest;
  return pass(paths[source.type] ?? '', { ...request, url });
}
