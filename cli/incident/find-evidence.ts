import type { Evidence } from '@sightline/traffic';
import type { Connections } from '../connections';

/** Whether what is said to tell the cause is there, since the given moment. @throws {BackendError} */
export async function isEvidenceThere(
  evidence: Evidence,
  { traces, logs, metrics }: Connections,
  since: Date,
): Promise<boolean> {
  switch (evidence.signal) {
    case 'span':
      return (await traces.search({ ...evidence.query, since, limit: 1 })).length > 0;
    case 'log':
      return (await logs.query(evidence.query, { since, limit: 1 })).length > 0;
    case 'metric':
      return (await metrics.query(evidence.query)).length > 0;
  }
}
