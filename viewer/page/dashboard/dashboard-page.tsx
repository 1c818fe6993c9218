import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { useParams } from 'react-router-dom';
import { readJson } from '../datasources/backend';
import { useLoaded } from '../shell/use-loaded';
import { Dashboard } from './dashboard';
import type { DashboardJson } from './json';

/** One dashboard, by its uid, with its state in the URL. */
export function DashboardPage() {
  const { uid = '' } = useParams();
  const loaded = useLoaded(
    () => readJson<{ dashboard: DashboardJson }>(`/api/dashboards/uid/${encodeURIComponent(uid)}`),
    uid,
  );
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Loading the dashboard…" />;
  if (loaded.state === 'failed') return <Alert title="This dashboard could not be opened">{loaded.reason}</Alert>;
  return <Dashboard key={uid} json={loaded.value.dashboard} />;
}
