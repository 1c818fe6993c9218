import type { PlatformState } from '@sightline/stack';
import { BackendError, type BackendErrorCode } from '@sightline/stores';
import { NotFound } from '../cli-error';
import type { Connections } from '../connections';
import { unknownName } from '../unknown-name';
import { evidence } from './evidence';
import { components } from './evidence/components';
import type { Finding } from './finding';
import { type Hypothesis, rank } from './rank';
import { sceneOf } from './scene';
import { startOf } from './start-of';
import { component } from './subject';
import { type ActiveAlert, activeAlerts, type BurningSlo, burningSlos } from './symptoms';
import { isComparable, type Times, timesOf } from './times';
import { topology } from './topology';
import { badOf } from './trace-contrast';
import type { TraceFacts } from './trace-facts';

export interface Explanation {
  readonly times: Times;
  readonly alerts: readonly ActiveAlert[];
  readonly slos: readonly BurningSlo[];
  /** The likeliest first; none when nothing stands out. */
  readonly hypotheses: readonly Hypothesis[];
  /** Some that failed or were slow, to look at. */
  readonly traces: readonly BadTrace[];
  /** What could not be asked, and why. */
  readonly unanswered: readonly string[];
}

export interface BadTrace extends Pick<TraceFacts, 'traceId' | 'entry' | 'failed' | 'durationNano'> {
  /** What took the most of its critical path, the most first. */
  readonly path: readonly { readonly says: string; readonly nanos: number }[];
  readonly link?: string;
}

export interface WhyOptions {
  /** Only this alert's trouble; any, when left out. */
  readonly alert?: string;
  /** How long the trouble lasts already, whatever alerts say. */
  readonly recentMs?: number;
}

/** What services do in their first moments is no measure. */
const settlingMs = 30_000;
const shownTraces = 3;
const shownSteps = 3;

/** Puts together what a person would look up about what goes wrong now, and ranks what may have caused it. */
export async function why(
  connections: Connections,
  platform: PlatformState,
  { alert, recentMs }: WhyOptions = {},
): Promise<Explanation> {
  const until = new Date();
  const answers = new Answers();
  const { metrics } = connections;
  const alerts = (await answers.to('alerts', activeAlerts(metrics, until))) ?? [];
  const asked = alert === undefined ? alerts : await chosen(alert, alerts, connections);
  const earliest = settledSince(platform);
  const active = startOf(asked, { until, earliest });
  const times = timesOf(until, { earliest, ...(recentMs !== undefined ? { recent: recentMs } : active && { active }) });
  const asking = isComparable(times) ? evidence : [components];
  if (asking !== evidence)
    answers.unanswered.push('most evidence: the platform has not run long enough to compare with');
  const scene = sceneOf(connections, platform, times);
  const [slos, edges, ...findings] = await Promise.all([
    answers.to('SLOs', burningSlos(metrics, { since: times.before.since, until })),
    answers.to('topology', topology(metrics, until)),
    ...asking.map((kind) => answers.to(kind.name, kind.find(scene))),
  ]);
  const found = findings.flatMap((each) => each ?? []);
  const sample = isComparable(times) ? await scene.traces().catch(() => undefined) : undefined;
  const bad = sample ? badOf([...sample.failed, ...sample.now], sample.before) : [];
  return {
    times,
    alerts: asked,
    slos: slos ?? [],
    hypotheses: rank([...found, ...answers.findings], edges ?? []),
    traces: worst(bad).map((trace) => shown(trace, scene.traceLink(trace.traceId))),
    unanswered: answers.unanswered,
  };
}

const settledSince = ({ startedAt, startSeconds = 0 }: PlatformState) =>
  new Date(Date.parse(startedAt) + startSeconds * 1000 + settlingMs);

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
  const steps = longest.map(({ says, value }) => ({ says, nanos: value }));
  return { traceId, entry, failed, durationNano, path: steps, ...(link !== undefined && { link }) };
}

/** A store that does not answer must not keep the others from being asked, and is itself something that stands out. */
class Answers {
  readonly findings: Finding[] = [];
  readonly unanswered: string[] = [];

  async to<Value>(question: string, answer: Promise<Value>): Promise<Value | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      this.unanswered.push(`${question}: ${error.message}`);
      const strength = strengthOf[error.code];
      if (strength !== undefined) this.findings.push(silent(error, strength));
      return undefined;
    }
  }
}

/** One that answers late may only be busy. */
const strengthOf: Partial<Record<BackendErrorCode, number>> = { BACKEND_UNREACHABLE: 0.9, BACKEND_TIMEOUT: 0.4 };

const silent = ({ backend, message }: BackendError, strength: number): Finding => ({
  evidence: 'stores',
  subject: component(backend.toLowerCase()),
  says: `${backend} does not answer`,
  strength,
  because: message,
  query: 'sightline status',
});
