import type { PlatformState } from '@sightline/stack';
import { BackendError, waitUntil } from '@sightline/stores';
import { duringIncident, type Incident, type IncidentPlatform } from '@sightline/traffic';
import type { Connections } from '../connections';
import { type Subject, subjectKey, why } from '../why';
import { Detection } from './detection';
import { isEvidenceThere } from './find-evidence';
import { trueCauses } from './true-cause';

/** What came of one incident. Times are milliseconds from the moment the cause was on, or off again; absent is never. */
export interface Played {
  readonly incident: string;
  /** When it was played, ISO 8601. */
  readonly at: string;
  readonly title: string;
  readonly alert: string;
  readonly withinMs: number;
  readonly detectedMs?: number;
  readonly receivedMs?: number;
  /** The other alerts that fired meanwhile. */
  readonly alsoFired: readonly string[];
  readonly evidenceMs?: number;
  readonly cause: Subject;
  /** What `why` ranks first. */
  readonly blamed?: Subject;
  /** The place at which `why` ranks the true cause, from 1. */
  readonly place?: number;
  readonly recoveredMs?: number;
  /** Somebody called it off. */
  readonly interrupted: boolean;
  /** Why it could not be played to its end. */
  readonly problem?: string;
}

export interface PlayOptions {
  readonly connections: Connections;
  readonly platform: IncidentPlatform;
  state(): PlatformState;
  progress(line: string): void;
}

const everyMs = 1000;
const receivedWithinMs = 60_000;
const evidenceWithinMs = 30_000;
/** The slowest to be over looks back five minutes. */
const recoversWithinMs = 420_000;

/** Makes it go wrong, watches who notices, asks why, and switches the cause off again, whatever happens. */
export async function playIncident(incident: Incident, options: PlayOptions): Promise<Played> {
  const { connections, platform, progress, state } = options;
  const detection = new Detection(connections, incident.symptom);
  const played: Played = {
    incident: incident.name,
    at: new Date().toISOString(),
    title: incident.title,
    alert: detection.alert,
    withinMs: incident.symptom.withinSeconds * 1000,
    alsoFired: [],
    cause: trueCauses(incident.cause, state())[0],
    interrupted: false,
  };
  try {
    // What goes wrong already cannot be noticed; and Prometheus may just be coming back from the incident before.
    if ((await until(() => detection.isOver(), recoversWithinMs)) === undefined) {
      return { ...played, problem: `${detection.alert} is active already: see \`sightline why ${detection.alert}\`` };
    }
    await detection.begin();
    const seen = await duringIncident(incident, platform, (signal) =>
      Promise.race([watch(incident, { ...options, detection, signal }), calledOff(signal)]),
    );
    progress(`${incident.name}: the cause is off again`);
    const alsoFired = detection.fired.filter((name) => name !== detection.alert);
    if (seen.interrupted || seen.detectedMs === undefined) return { ...played, ...seen, alsoFired };
    const recoveredMs = await until(() => detection.isOver(), recoversWithinMs);
    progress(`${incident.name}: recovered ${recoveredMs === undefined ? 'not yet' : `after ${seconds(recoveredMs)}`}`);
    return { ...played, ...seen, alsoFired, ...(recoveredMs !== undefined && { recoveredMs }) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    progress(`${incident.name}: ${problem}`);
    return { ...played, problem };
  }
}

/** Whoever presses Ctrl-C wants the cause off now, not once every answer has come. */
const calledOff = (signal: AbortSignal) =>
  new Promise<Seen>((resolve) =>
    signal.addEventListener('abort', () => resolve({ interrupted: true }), { once: true }),
  );

type Seen = Pick<Played, 'detectedMs' | 'receivedMs' | 'evidenceMs' | 'blamed' | 'place' | 'interrupted'>;

interface Watching extends PlayOptions {
  readonly detection: Detection;
  readonly signal: AbortSignal;
}

async function watch(incident: Incident, watching: Watching): Promise<Seen> {
  const { connections, detection, signal, progress } = watching;
  const { symptom, name } = incident;
  const since = new Date();
  const withinMs = symptom.withinSeconds * 1000;
  progress(`${name}: ${incident.title}; the cause is on`);
  const seen = async (what: string, isSo: () => Promise<boolean>, patienceMs: number) => {
    const ms = await until(isSo, patienceMs, signal);
    progress(`${name}: ${what} ${ms === undefined ? 'did not happen' : `after ${seconds(ms)}`}`);
    return ms;
  };
  const firing = symptom.silence ? `the silence of ${detection.alert} noticed` : `${detection.alert} firing`;
  const evidence = () => isEvidenceThere(symptom.evidence, connections, since);
  const [evidenceMs, receivedMs, detected] = await Promise.all([
    seen('the named evidence found', evidence, withinMs + evidenceWithinMs),
    seen('the notification received', () => detection.isReceived(), withinMs + receivedWithinMs),
    seen(firing, () => detection.isFiring(), withinMs).then(async (detectedMs) => ({
      ...(detectedMs !== undefined && { detectedMs }),
      ...(await askWhy(incident, watching, detectedMs !== undefined)),
    })),
  ]);
  return {
    ...detected,
    ...(receivedMs !== undefined && { receivedMs }),
    ...(evidenceMs !== undefined && { evidenceMs }),
    interrupted: false,
  };
}

async function askWhy(
  { cause, symptom, name }: Incident,
  { connections, state, progress, detection }: Watching,
  isFiring: boolean,
): Promise<Pick<Played, 'blamed' | 'place'>> {
  const alert = isFiring && !symptom.silence ? { alert: detection.alert } : {};
  const { hypotheses } = await why(connections, { ...alert, state: state() });
  const truths = trueCauses(cause, state()).map(subjectKey);
  const place = hypotheses.findIndex(({ subject }) => truths.includes(subjectKey(subject))) + 1;
  const blamed = hypotheses[0]?.subject;
  progress(
    `${name}: why blames ${blamed ? subjectKey(blamed) : 'nothing'}${place > 1 ? `; the true cause is at place ${place}` : ''}`,
  );
  return { ...(blamed && { blamed }), ...(place > 0 && { place }) };
}

/** Milliseconds until it is so; a store that does not answer meanwhile only does not know yet. */
async function until(
  isSo: () => Promise<boolean>,
  withinMs: number,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const probe = async () => {
    if (signal?.aborted) return false;
    return (await isSo().catch(unlessSilent)) || undefined;
  };
  const { value, ms } = await waitUntil(probe, { withinMs, everyMs });
  return value ? ms : undefined;
}

/** What a store, or `fetch` itself, throws when there is no answer. */
function unlessSilent(error: unknown): false {
  if (error instanceof BackendError || error instanceof TypeError || error instanceof DOMException) return false;
  throw error;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`;
