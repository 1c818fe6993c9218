import type { Exemplar, PrometheusStore, TraceStore } from '@sightline/stores';
import type { Alert } from '../receive/notification';
import { matchersIn, ofBuckets, recordedFrom } from './recorded-from';

const lookBackMs = 15 * 60_000;

/** Of an expression's exemplars so many are tried. */
const triedAtMost = 5;

export interface Stores {
  readonly prometheus: Pick<PrometheusStore, 'recordingRules' | 'exemplars'>;
  readonly traces: Pick<TraceStore, 'spans'>;
}

/**
 * A trace that shows what an alert is about: from the exemplars of the series its rule reads, or else of the requests to its
 * service, the narrowest question first. An exemplar may outlive its trace, or point to one that was not kept.
 */
export async function findTrace(alert: Alert, { prometheus, traces }: Stores): Promise<string | undefined> {
  const since = new Date(Date.now() - lookBackMs);
  for (const query of await queriesFor(alert, prometheus)) {
    const exemplars = await exemplarsOf(query, { alert, prometheus, since });
    for (const { traceId } of bestFirst(exemplars).slice(0, triedAtMost)) {
      if (traceId && (await traces.spans(traceId))) return traceId;
    }
  }
  return undefined;
}

async function queriesFor({ generatorURL, labels }: Alert, prometheus: Stores['prometheus']): Promise<string[]> {
  const expression = expressionIn(generatorURL);
  const own = expression ? recordedFrom(expression, labels, await prometheus.recordingRules()) : [];
  const { service_name: service } = labels;
  const requests = `http_server_request_duration_seconds_bucket{service_name=${JSON.stringify(service)}}`;
  const queries = [...own.map(ofBuckets), ...(service ? [requests] : [])];
  // The narrower a query selects, the nearer it is to what is wrong: bad events before all events.
  return queries.sort((one, other) => matchersIn(other) - matchersIn(one));
}

function expressionIn(generatorUrl: string): string | undefined {
  return URL.canParse(generatorUrl) ? (new URL(generatorUrl).searchParams.get('g0.expr') ?? undefined) : undefined;
}

interface Question extends Pick<Stores, 'prometheus'> {
  readonly alert: Alert;
  readonly since: Date;
}

async function exemplarsOf(query: string, { alert, prometheus, since }: Question): Promise<Exemplar[]> {
  const exemplars = await prometheus.exemplars(query, { since });
  return exemplars.filter(({ series }) =>
    Object.entries(alert.labels).every(([name, value]) => series[name] === undefined || series[name] === value),
  );
}

/** Failures, the newest first; without one, requests, the slowest first. */
function bestFirst(exemplars: readonly Exemplar[]): Exemplar[] {
  const failures = exemplars.filter(isFailure);
  return failures.length > 0
    ? failures.sort((one, other) => other.time.getTime() - one.time.getTime())
    : [...exemplars].sort((one, other) => other.value - one.value);
}

const isFailure = ({ series }: Exemplar) =>
  series.http_response_status_code?.startsWith('5') === true ||
  series.error_type !== undefined ||
  series.status === 'failed';
