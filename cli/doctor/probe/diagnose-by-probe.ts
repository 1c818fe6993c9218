import type { Clients, Part } from '@sightline/stores';
import { makeProbe, type Probe, sendProbe, type Taken } from '../../probe';
import type { Diagnosis } from '../doctor';
import type { Finding } from '../finding';
import { checkAccess } from './check-access';
import { type AlertPathOptions, checkAlertPath } from './check-alert-path';
import { checkDerivedMetrics } from './check-derived-metrics';
import { checkLines } from './check-lines';
import { checkMetrics } from './check-metrics';
import { checkTaken } from './check-taken';
import { checkTrace } from './check-trace';
import { type Asked, lacking, type ProbeExamination, skipped } from './examination';
import { checkGrafana } from './grafana/check-grafana';

export interface ProbeOptions {
  /** How long anything may take to arrive. */
  readonly withinMs: number;
  /** Undefined: no test alert is sent. */
  readonly alert?: AlertPathOptions | undefined;
  progress(line: string): void;
}

/** Sends a request that never was, as two services would tell of it, and looks for it everywhere it should have left a trace. */
export async function diagnoseByProbe(clients: Asked, options: ProbeOptions): Promise<Diagnosis> {
  const { withinMs, alert, progress } = options;
  const { findings: access, open } = await checkAccess(clients);
  const asked = onlyOpen(clients, open);
  const probe = makeProbe();
  progress(`sending probe ${probe.id}, trace ${probe.traceId}`);
  const { taken, findings: sent } = await send(probe, clients, asked);
  const examination: ProbeExamination = { clients: asked, probe, taken, withinMs };

  progress(`looking for it, for ${withinMs / 1000} s at most`);
  const [trace, lines, metrics, derived, alerted] = await Promise.all([
    ifOpen('traces', checkTrace),
    ifOpen('logs', async (each) => checkLines(each)),
    ifOpen('metrics', async (each) => checkMetrics(each)),
    ifOpen('metrics', checkDerivedMetrics),
    ifOpen('alerts', (each) =>
      alert ? checkAlertPath(each, alert) : Promise.resolve([skipped('test alert told', 'none was sent')]),
    ),
  ]);
  const stored = findingsOf(trace);
  const grafana = asked.dashboards
    ? await checkGrafana(asked.dashboards, {
        probe,
        lines: 'lines' in lines ? lines.lines : [],
        exemplarLabel: 'exemplar' in metrics ? metrics.exemplar?.label : undefined,
        traceStored: stored.some(
          ({ hop, state }) => hop === 'trace found by id' && (state === 'ok' || state === 'slow'),
        ),
      })
    : [];
  const findings = [
    ...access,
    ...sent,
    ...stored,
    ...[lines, metrics, derived, alerted].flatMap(findingsOf),
    ...grafana,
  ];
  return { healthy: findings.every(({ state }) => state !== 'broken'), traceId: probe.traceId, findings };

  /** A part that does not answer has been told already, and is not waited for. */
  async function ifOpen<Checked>(
    part: Part,
    check: (examination: ProbeExamination) => Promise<Checked>,
  ): Promise<Checked | Finding[]> {
    return clients[part] && !open.has(part)
      ? [skipped(`${part}: what was sent`, `${part} do not answer`)]
      : check(examination);
  }
}

const findingsOf = (checked: readonly Finding[] | { readonly findings: readonly Finding[] }): readonly Finding[] =>
  'findings' in checked ? checked.findings : checked;

const onlyOpen = (clients: Asked, open: ReadonlySet<Part>): Asked =>
  Object.fromEntries(Object.entries(clients).filter(([part]) => open.has(part as Part))) as Partial<Clients>;

async function send(
  probe: Probe,
  { otlp: known }: Asked,
  { otlp }: Asked,
): Promise<{ taken: Taken; findings: Finding[] }> {
  if (otlp) {
    const taken = await sendProbe(probe, otlp);
    return { taken, findings: checkTaken({ taken }) };
  }
  const reason = known ? 'the receiver does not answer' : 'the platform has no otlp';
  return {
    taken: { traces: reason, logs: reason, metrics: reason },
    findings: known ? [] : [lacking('probe sent', 'otlp')],
  };
}
