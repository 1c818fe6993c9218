import { Alert, Button, LoadingPlaceholder } from '@grafana/ui';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { readJson } from '../datasources/backend';
import { useLoaded } from '../shell/use-loaded';
import type { TraceJson } from './trace-json';
import { TraceView } from './trace-view';

/** A trace by its own id or by that of an order in it. */
export function TracePage() {
  const { id = '' } = useParams();
  return <Trace key={id} id={id} />;
}

export function Trace({ id }: { id: string }) {
  const [tries, setTries] = useState(0);
  const loaded = useLoaded(() => readJson<TraceJson>(`/api/traces/${encodeURIComponent(id)}`), `${id} ${tries}`);
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Looking the trace up…" />;
  if (loaded.state === 'done') return <TraceView trace={loaded.value} onReload={() => setTries(tries + 1)} />;
  return (
    <Alert title="This trace could not be shown">
      <p>{loaded.reason}</p>
      <p>A trace can be found a second or so after its last span has ended.</p>
      <Button onClick={() => setTries(tries + 1)} autoFocus>
        Look again
      </Button>
    </Alert>
  );
}
