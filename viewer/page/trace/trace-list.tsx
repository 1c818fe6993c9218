import { dateTimeFormat } from '@grafana/data';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { Link } from 'react-router-dom';
import { readJson } from '../datasources/backend';
import { useLoaded } from '../shell/use-loaded';
import { duration } from './duration';

interface Found {
  readonly traceId: string;
  readonly startUnixNano: string;
  readonly durationNano: number;
}

/** The newest traces, or those that failed. */
export function TraceList({ failed, since, until }: { failed: boolean; since?: string; until?: string }) {
  const params = new URLSearchParams({
    limit: '50',
    ...(failed && { failed: 'true' }),
    ...(since && { since }),
    ...(until && { until }),
  });
  const loaded = useLoaded(() => readJson<Found[]>(`/api/traces?${params}`), params.toString());
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Looking for traces…" />;
  if (loaded.state === 'failed') return <Alert title="The traces could not be read">{loaded.reason}</Alert>;
  return (
    <ul className="plain-list">
      {loaded.value.map(({ traceId, startUnixNano, durationNano }) => (
        <li key={traceId}>
          <Link to={`/trace/${traceId}`}>
            <code>{traceId}</code>
          </Link>{' '}
          {dateTimeFormat(Number(BigInt(startUnixNano) / 1_000_000n))} · {duration(durationNano)}
        </li>
      ))}
      {loaded.value.length === 0 && <li>None in this time.</li>}
    </ul>
  );
}
