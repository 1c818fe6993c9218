import { applicationOf, operatorRoles, type PlatformState } from '@sightline/stack';
import { BackendError, type BackendErrorCode } from '@sightline/stores';
import { NotFound } from '../cli-error';
import type { Connections } from '../connections';
import { impatient } from '../impatient';
import type { Need } from '../platform/need';
import { unknownName } from '../unknown-name';
import { contextOf } from './context';
import { evidence, evidenceOfTheMoment } from './evidence';
import type { Finding } from './finding';
import { type Edge, type Hypothesis, rank } from './rank';
import { isShort, pressureOf, type Snapshot, takeSnapshot } from './snapshot';
import { startOf } from './start-of';
import { component } from './subject';
import { knownServices, ownSpanMetrics, rateWindow, spanMetricsAt } from './surroundings';
import { type ActiveAlert, activeAlerts, type BurningSlo, burningSlos } from './symptoms';
import { isComparable, type Times, timesOf } from './times';
import { callsIn, declaredNeeds, topology } from './topology';
import { badOf } from './trace-contrast';
import type { TraceFacts } from './trace-facts';

export interface Explanation {
  readonly times: Times;
  /** What was to be seen without asking a store. */
  readonly seen: Snapshot;
  readonly alerts: readonly ActiveAlert[];
  readonly slos: readonly BurningSlo[];
  /** Who needs whom. */
  readonly dependencies: readonly Edge[];
  /** The likeliest first; none when nothing stands out. */
  readonly hypotheses: readonly Hypothesis[];
  /** Some that failed or were slow, to look at. */
  readonly traces: readonly BadTrace[];
  /** What could not be asked, and why. */
  readonly unanswered: readonly string[];
  /** The stores that were asked no more, because they did not answer. */
  readonly silent: readonly string[];
  /** What was not looked at, because the platform lacks what tells of it. */
  readonly leftOut?: readonly { readonly evidence: string; readonly lacks: readonly Need[] }[];
}

export interface BadTrace extends Pick<TraceFacts, 'traceId' | 'entry' | 'failed' | 'durationNano'> {
  /** What took the most of its critical path, the most first. */
  readonly path: readonly { readonly title: string; readonly nanos: number }[];
  readonly link?: string;
}

export interface WhyOptions {
  /** Only this alert's trouble; any, when left out. */
  readonly alert?: string;
  /** How long the trouble lasts already, whatever alerts say. */
  readonly recentMs?: number;
  /** A moment that is past, with what was to be seen then; now, when left out. */
  readonly moment?: Moment;
  /** The supervisor's account, in place of the one that the platform gave when it was opened. */
  readonly state?: PlatformState;
}

export interface Moment {
  readonly at: Date;
  readonly seen: Snapshot;
}

const snapshotOf = (platform: PlatformState) =>
  takeSnapshot(platform, { addresses: platform.addresses, roles: operatorRoles() });

/** Of what nobody supervises here. */
const unseen: Snapshot = { answers: [], disks: [] };

/** What services do in their first moments is no measure. */
const warmUpMs = 30_000;
/** A store that takes longer is not there; on a machine that is short of processor time, it is only late. */
const patience = { usually: { answerMs: 5000, allMs: 9000 }, starved: { answerMs: 10_000, allMs: 20_000 } };
const shownTraces = 3;
const shownSteps = 3;

/** Puts together what a person would look up about what goes wrong now, and ranks what may have caused it. */
export async function why(
  patient: Connections,
  { alert, recentMs, moment, state }: WhyOptions = {},
): Promise<Explanation> {
  const platform = state ?? (patient.has('supervisor') ? patient.supervised : undefined);
  const silent = new Set<string>();
  const connections = impatientConnections(patient, ({ backend }) => silent.add(backend));
  const until = moment?.at ?? new Date();
  const snapshot = moment?.seen ?? (platform ? snapshotOf(platform) : unseen);
  const answers = new Answers();
  const { metrics } = connections;
  const alerts = (await answers.to('alerts', activeAlerts(metrics, until))) ?? [];
  const asked = alert === undefined ? alerts : await chosen(alert, alerts, connections);
  const earliest = platform ? warmSince(platform) : new Date(0);
  const active = startOf(asked, { until, earliest });
  const times = timesOf(until, { earliest, ...(recentMs !== undefined ? { recent: recentMs } : active && { active }) });
  const kinds = isComparable(times) ? evidence : evidenceOfTheMoment;
  if (kinds !== evidence) answers.without('most evidence', 'the platform has not run long enough to compare with');
  const seen = await snapshot;
  const components = platform?.components ?? [];
  const spans = platform ? ownSpanMetrics : await answers.to('span metrics', spanMetricsAt(metrics, until));
  const window = platform ? '30s' : ((await answers.to('scrapes', rateWindow(metrics, spans, until))) ?? '5m');
  const services = platform || !spans ? [] : await answers.to('services', knownServices(metrics, spans, until));
  const known = new Set<string>([...components.map(({ name }) => applicationOf(name)), ...(services ?? [])]);
  const addresses = platform?.addresses;
  const context = contextOf(connections, { times, seen, window, spans, known, components, addresses });
  const asking = kinds.filter(({ asks = [] }) => asks.every((need) => patient.has(need)));
  const [slos, edges, ...findings] = await Promise.all([
    answers.to('SLOs', burningSlos(metrics, { since: times.before.since, until })),
    answers.to('topology', topology(metrics, known, until)),
    ...asking.map((kind) => answers.to(kind.name, kind.find(context))),
  ]);
  const found = findings.flatMap((each) => each ?? []);
  const hasTraces = isComparable(times) && patient.has('traces');
  const sample = hasTraces ? await context.traces().catch(() => undefined) : undefined;
  const dependencies = [...declaredNeeds(components), ...(edges ?? []), ...callsIn(sample)];
  const bad = sample ? badOf([...sample.failed, ...sample.now], sample.before) : [];
  return {
    times,
    seen,
    alerts: asked,
    slos: slos ?? [],
    dependencies,
    hypotheses: rank([...found, ...answers.findings(platform?.logStore ?? 'loki', seen)], dependencies, times),
    traces: worst(bad).map((trace) => shown(trace, context.traceLink(trace.traceId))),
    unanswered: answers.unanswered,
    silent: [...silent],
    leftOut: kinds.flatMap(({ name, asks = [] }) => {
      const lacks = asks.filter((need) => !patient.has(need));
      return lacks.length > 0 ? [{ evidence: name, lacks }] : [];
    }),
  };
}

function impatientConnections(patient: Connections, leftAlone: (error: BackendError) => void): Connections {
  const { answerMs, allMs } = isShort({ pressure: { processor: pressureOf('cpu') ?? 0 } })
    ? patience.starved
    : patience.usually;
  const options = { answerMs, allMs, leftAlone };
  const within = (ms: number | undefined) => (ms === undefined ? patient : patient.within(ms));
  return patient.askedBy({
    metrics: impatient((ms) => within(ms).metrics, options),
    ...(patient.has('logs') && { logs: impatient((ms) => within(ms).logs, options) }),
    ...(patient.has('traces') && { traces: impatient((ms) => within(ms).traces, options) }),
  });
}

const warmSince = ({ startedAt, startSeconds = 0 }: PlatformState) =>
  new Date(Date.parse(startedAt) + startSeconds * 1000 + warmUpMs);

async function chosen(alert: string, active: readonly ActiveAlert[], { metrics }: Connections): Promise<ActiveAlert[]> {
  const asked = active.filter(({ name }) => name === alert);
  if (asked.length > 0) return asked;
  const known = [...new Set(await metrics.alertNames())];
  if (!known.includes(alert)) throw unknownName('alert', alert, known);
  const names = [...new Set(active.map(({ name }) => name))];
  throw new NotFound(
    `${alert} is not active; ${names.length > 0 ? `active now: ${names.join(', ')}` : 'no alert is active now'}`,
  );
}

const worst = (traces: readonly TraceFacts[]) =>
  [...new Map(traces.map((trace) => [trace.traceId, trace])).values()]
    .sort((a, b) => Number(b.failed) - Number(a.failed) || b.durationNano - a.durationNano)
    .slice(0, shownTraces);

function shown({ traceId, entry, failed, durationNano, path }: TraceFacts, link: string | undefined): BadTrace {
  const longest = [...path].sort((a, b) => b.value - a.value).slice(0, shownSteps);
  const steps = longest.map(({ message, value }) => ({ title: message, nanos: value }));
  return { traceId, entry, failed, durationNano, path: steps, ...(link !== undefined && { link }) };
}

/** A store that does not answer must not keep the others from being asked, and is itself something that stands out. */
class Answers {
  readonly #reasons = new Map<string, string[]>();
  readonly #silent = new Map<string, BackendError>();

  async to<Value>(question: string, answer: Promise<Value>): Promise<Value | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      this.without(question, error.message);
      this.#silent.set(error.backend, error);
      return undefined;
    }
  }

  /** Notes that a question has no answer, and why. */
  without(question: string, reason: string): void {
    this.#reasons.set(reason, [...(this.#reasons.get(reason) ?? []), question]);
  }

  /** One for each reason, with all that was not answered for it. */
  get unanswered(): string[] {
    return [...this.#reasons].map(([reason, questions]) => `${[...new Set(questions)].join(', ')}: ${reason}`);
  }

  /** What the stores that did not answer tell, next to what they answered when they were asked whether they live. */
  findings(logStore: PlatformState['logStore'], { answers, processes }: Snapshot): Finding[] {
    return [...this.#silent.values()].flatMap((error) => {
      const { backend, code, message } = error;
      // Loki's API is spoken by another where Loki itself is not to be had.
      const name = backend === 'Loki' && logStore !== 'loki' ? 'loki-api' : backend.toLowerCase();
      const lives = answers.some((each) => each.name === name && each.answers);
      const isLate = lives || (processes !== undefined && isShort(processes));
      const strength = code === 'BACKEND_TIMEOUT' && isLate ? strengthOfLate : strengthOf[code];
      if (strength === undefined) return [];
      return [
        {
          evidence: 'stores',
          subject: component(name),
          message: `${backend} does not answer${lives ? ' what it is asked in time' : ''}`,
          strength,
          because: message,
          query: 'sightline status',
        },
      ];
    });
  }
}

const strengthOf: Partial<Record<BackendErrorCode, number>> = { BACKEND_UNREACHABLE: 0.9, BACKEND_TIMEOUT: 0.4 };
/** One that lives is only busy. */
const strengthOfLate = 0.2;
