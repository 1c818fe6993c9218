import { UrlSyncContextProvider } from '@grafana/scenes';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { useLoaded } from '../shell/use-loaded';
import { readJson } from '../datasources/backend';
import { CurrentScene } from './current-scene';
import type { DashboardJson } from './json';
import { sceneOf } from './scene';

/** One dashboard, by its uid, with its state in the URL. */
export function DashboardPage() {
  const { uid = '' } = useParams();
  const loaded = useLoaded(() => readJson<{ dashboard: DashboardJson }>(`/api/dashboards/uid/${encodeURIComponent(uid)}`), uid);
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Loading the dashboard…" />;
  if (loaded.state === 'failed') return <Alert title="This dashboard could not be opened">{loaded.reason}</Alert>;
  return <Dashboard key={uid} json={loaded.value.dashboard} />;
}

function Dashboard({ json }: { json: DashboardJson }) {
  const scene = useMemo(() => sceneOf(json), [json]);
  return (
    <CurrentScene.Provider value={scene}>
      <title>{`${json.title ?? 'Dashboard'} · Sightline`}</title>
      <UrlSyncContextProvider scene={scene} updateUrlOnInit createBrowserHistorySteps>
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
    </CurrentScene.Provider>
  );
}
