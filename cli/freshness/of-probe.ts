import { CliError } from '../cli-error';
import type { Connections } from '../connections';
import { makeProbe, probeMetrics, sendProbe } from '../probe';
import type { Seen } from './freshness';
import { msUntil } from './ms-until';

/** As stores of metrics write the name of a counter: with dots or underscores, with the suffix of its kind or without. */
const counted = `max({__name__=~"${probeMetrics.requests.replaceAll('.', '[._]')}(_total)?"})`;

/**
 * Telemetry of our own, made up: of the signals that the platform keeps.
 *
 * @throws {CliError} NOT_TAKEN where none of it is taken in.
 */
export async function sendOwn(connections: Connections): Promise<Seen> {
  const probe = makeProbe();
  const taken = await sendProbe(probe, connections.otlp);
  const { traces, logs, metrics } = taken;
  // Of what nobody took, nothing is to be measured.
  if (traces !== undefined && logs !== undefined && metrics !== undefined) throw new CliError('NOT_TAKEN', traces);
  const arrived = (refused: string | undefined, isThere: () => Promise<boolean>) =>
    refused === undefined ? msUntil(isThere) : Promise.resolve(undefined);
  const [trace, log, metric] = await Promise.all([
    arrived(traces, async () => ((await connections.traces.spans(probe.traceId)) ?? []).length > 0),
    connections.has('logs') &&
      arrived(logs, async () => {
        const lines = await connections.logs.linesOfTrace(probe.traceId, { since: probe.began });
        return lines.length > 0;
      }),
    connections.has('metrics') &&
      arrived(metrics, async () =>
        (await connections.metrics.query(counted)).some(({ value }) => value >= probe.count),
      ),
  ]);
  return { trace, ...(log !== false && { log }), ...(metric !== false && { metric }) };
}
