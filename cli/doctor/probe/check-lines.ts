import type { LokiStore, StoredLine } from '@sightline/stores';
import { type Probe, probeServices } from '../../probe';
import type { Finding } from '../finding';
import { lacking, lookFor, type ProbeExamination, skipped } from './examination';

/** By what a line is joined with its trace, best first: a label for each trace makes a stream of each. */
export type JoinedBy = 'structured metadata' | 'a label' | 'the text';

export interface JoinedLine {
  readonly line: StoredLine;
  readonly by: JoinedBy;
  /** The label, or the key in the structured metadata. */
  readonly name?: string;
}

export interface CheckedLines {
  readonly findings: readonly Finding[];
  /** Those of the probe that were found, for whoever follows their links. */
  readonly lines: readonly JoinedLine[];
}

const hopOf = (service: string) => `lines of ${service} join`;

/** The lines of both services are there, and lead to the trace. */
export async function checkLines(examination: ProbeExamination): Promise<CheckedLines> {
  const { clients, probe, taken, withinMs } = examination;
  const services = Object.values(probeServices);
  const { logs } = clients;
  if (!logs) return { findings: [lacking('log lines join', 'logs')], lines: [] };
  const refusal = taken.logs;
  if (refusal !== undefined)
    return { findings: services.map((service) => skipped(hopOf(service), refusal)), lines: [] };
  const checked = await Promise.all(
    services.map(async (service) => {
      const text = probe.lines.find((line) => line.service === service)?.text ?? '';
      let seen: StoredLine | undefined;
      const { finding, value } = await lookFor(
        {
          hop: hopOf(service),
          expectedMs: 10_000,
          find: async () => {
            seen = (await linesWith(logs, text, probe)).at(0);
            return seen && joined(seen, probe);
          },
          found: ({ by, name }) => `by ${by}${name ? ` ${name}` : ''}`,
          missing: async () =>
            seen
              ? `its line is there, but nothing on it says which trace it belongs to: ${written(seen)}`
              : noLine(logs, probe),
          next: 'who writes the line, and what the collector makes of it: trace_id and span_id belong into every line, from the active span, and into structured metadata',
          lines: [
            '# Loki 3 takes both from OTLP as they are. Where lines come from files, the collector has to read them:',
            'processors:',
            '  transform/trace-ids:',
            '    log_statements:',
            '      - set(log.trace_id.string, ParseJSON(log.body)["trace_id"]) where IsString(log.body)',
            '      - set(log.span_id.string, ParseJSON(log.body)["span_id"]) where IsString(log.body)',
          ],
        },
        withinMs,
      );
      return { finding, lines: value ? [value] : [] };
    }),
  );
  return { findings: checked.map(({ finding }) => finding), lines: checked.flatMap(({ lines }) => lines) };
}

/** Found by its text, so that a line without an id is found too. */
async function linesWith(logs: LokiStore, text: string, { began }: Probe): Promise<StoredLine[]> {
  const since = new Date(began.getTime() - 60_000);
  const until = new Date(began.getTime() + 3_600_000);
  const every = await logs.everyStream({ since, until });
  return every === undefined ? [] : logs.query(`${every} |= \`${text}\``, { since, until, limit: 10 });
}

export function joined(line: StoredLine, { traceId }: Probe): JoinedLine | undefined {
  const nameIn = (values: Readonly<Record<string, string>>) =>
    Object.keys(values).find((name) => values[name] === traceId);
  const inMetadata = nameIn(line.metadata);
  if (inMetadata !== undefined) return { line, by: 'structured metadata', name: inMetadata };
  const inLabels = nameIn(line.labels);
  if (inLabels !== undefined) return { line, by: 'a label', name: inLabels };
  return line.line.includes(traceId) ? { line, by: 'the text' } : undefined;
}

const written = ({ line, labels, metadata }: StoredLine) =>
  `"${line.slice(0, 80)}" with ${[...Object.keys(labels), ...Object.keys(metadata)].join(', ') || 'no label'}`;

async function noLine(logs: LokiStore, { began }: Probe): Promise<string> {
  const since = new Date(began.getTime() - 3_600_000);
  const labels = await logs.labelNames({ since, until: new Date(began.getTime() + 3_600_000) }).catch(() => undefined);
  if (labels === undefined) return 'no line of the probe is stored';
  return labels.length > 0
    ? 'no line of the probe is stored, though others of the last hour are'
    : 'no line is stored, nor any other of the last hour: is the tenant (X-Scope-OrgID) the one that the collector writes to?';
}
