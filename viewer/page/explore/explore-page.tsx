import { Alert } from '@grafana/ui';
import { useLocation } from 'react-router-dom';
import { Dashboard } from '../dashboard/dashboard';
import type { DashboardJson } from '../dashboard/json';
import { TraceList } from '../trace/trace-list';
import { Trace } from '../trace/trace-page';
import { type Pane, paneOf } from './panes';

/** Where links to Grafana's Explore lead here: the one query they carry, shown large. */
export function ExplorePage() {
  const { search } = useLocation();
  const pane = paneOf(search);
  if (!pane) return <Alert title="This link carries no query that can be read" severity="warning" />;
  if (pane.datasource === 'traces') return <Traces pane={pane} />;
  return <Dashboard key={JSON.stringify(pane)} json={asDashboard(pane)} />;
}

function Traces({ pane }: { pane: Pane }) {
  const query = String(pane.queries[0]?.query ?? '');
  // TraceQL asks for traces in braces; anything else is what holds the id of one.
  if (query.trim() && !query.includes('{')) return <Trace key={query} id={query} />;
  return (
    <main className="page-narrow">
      <h1>Traces</h1>
      <TraceList failed={query.includes('error')} />
    </main>
  );
}

/** A single query as a dashboard of one panel. */
function asDashboard({ datasource, queries, range }: Pane): DashboardJson {
  const expr = String(queries[0]?.expr ?? '');
  const lines = datasource === 'loki' && expr.trimStart().startsWith('{');
  return {
    title: 'Explore',
    uid: 'explore',
    schemaVersion: 42,
    time: range,
    refresh: '',
    panels: [
      {
        id: 1,
        type: lines ? 'logs' : 'timeseries',
        title: expr,
        gridPos: { x: 0, y: 0, w: 24, h: 22 },
        datasource: { type: datasource, uid: datasource },
        targets: queries.map((query) => ({ ...query, datasource: { type: datasource, uid: datasource } })),
        options: lines
          ? {}
          : {
              legend: { displayMode: 'table', placement: 'bottom', showLegend: true, calcs: ['lastNotNull', 'max'] },
              tooltip: { mode: 'multi', sort: 'desc' },
            },
        fieldConfig: { defaults: {}, overrides: [] },
      },
    ],
  } as unknown as DashboardJson;
}
