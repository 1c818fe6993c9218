import { UrlSyncContextProvider } from '@grafana/scenes';
import { useMemo } from 'react';
import { CurrentScene } from './current-scene';
import { DashboardHead } from './dashboard-head';
import type { DashboardJson } from './json';
import { sceneOf } from './scene';

/** A dashboard, drawn; what one chooses on it is in the URL. */
export function Dashboard({ json }: { json: DashboardJson }) {
  const scene = useMemo(() => sceneOf(json), [json]);
  return (
    <CurrentScene.Provider value={scene}>
      <title>{`${json.title ?? 'Dashboard'} · Sightline`}</title>
      <DashboardHead json={json} scene={scene} />
      <UrlSyncContextProvider scene={scene} updateUrlOnInit createBrowserHistorySteps>
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
    </CurrentScene.Provider>
  );
}
