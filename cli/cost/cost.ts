import type { Connections } from '../connections';
import type { Prices } from './prices';
import { type Projection, project } from './projection';
import { type Measured, type MeasureOptions, readCost } from './read-cost';

/** What a thousand units of work cost, as measured. */
export interface PerThousand {
  readonly traces?: {
    readonly made: number;
    readonly stored: number;
    /** In OTLP, of those that were made. */
    readonly bytes?: number;
  };
  readonly logs?: { readonly lines: number; readonly bytes: number };
  /** Samples come with time: these came while a thousand units were done. */
  readonly metrics: { readonly samples: number; readonly bytes: number };
  /** Of all components but the load generator. */
  readonly processorSeconds: number;
  readonly processorSecondsOf: Readonly<Record<string, number>>;
}

export interface Cost {
  readonly measured: Measured & {
    /** What the platform does not tell, for a person. */
    readonly leftOut: readonly string[];
  };
  readonly perThousand: PerThousand;
  readonly projections: readonly Projection[];
  readonly prices: Prices;
  readonly pricesFile: string;
}

export interface CostOptions extends MeasureOptions {
  readonly perSecond: readonly number[];
  readonly keep?: number | undefined;
  readonly prices: Prices;
  readonly pricesFile: string;
}

/** @throws {NotFound} when nothing was done in the window. */
export async function costOf(connections: Connections, options: CostOptions): Promise<Cost> {
  const { prices, pricesFile, keep } = options;
  const measured = await readCost(connections, options);
  return {
    measured: { ...measured, leftOut: leftOut(connections, measured) },
    perThousand: perThousand(measured, prices),
    projections: options.perSecond.map((perSecond) => project(measured, { perSecond, prices, keep })),
    prices,
    pricesFile,
  };
}

export function perThousand({ work, traces, logs, metrics, processors }: Measured, prices: Prices): PerThousand {
  const scale = 1000 / work.count;
  const samples = (metrics.samplesPerSecond / work.perSecond) * 1000;
  const used = processors.filter(({ purpose }) => purpose !== 'load');
  // Of what was watched for a while the rate of that while counts.
  const secondsOf = ({ processors: inUse, perUnit, source }: (typeof used)[number]) =>
    source === 'kernel' ? perUnit * 1000 : (inUse / work.perSecond) * 1000;
  return {
    ...(traces && {
      traces: {
        made: traces.made * scale,
        stored: traces.stored * scale,
        ...(traces.bytesPerSpan !== undefined && { bytes: traces.made * scale * traces.bytesPerSpan }),
      },
    }),
    ...(logs && { logs: { lines: logs.lines * scale, bytes: logs.bytes * scale } }),
    metrics: { samples, bytes: samples * prices.assumed.bytesPerStoredSample },
    processorSeconds: used.reduce((sum, each) => sum + secondsOf(each), 0),
    processorSecondsOf: Object.fromEntries(used.map((each) => [each.component, secondsOf(each)])),
  };
}

function leftOut(connections: Connections, { traces, logs, processors }: Measured): string[] {
  return [
    ...(traces ? [] : ['Spans are left out: nobody counts them, neither a collector nor span metrics.']),
    ...(traces && traces.bytesPerSpan === undefined
      ? [
          `Bytes of spans are left out: the platform has no ${connections.has('traces') ? 'trace in the window' : 'traces to look at'}.`,
        ]
      : []),
    ...(logs
      ? []
      : [
          connections.has('logs')
            ? 'Log lines are left out: none came.'
            : 'Log lines are left out: the platform has no logs.',
        ]),
    ...(processors.length > 0 ? [] : ['Processor time is left out: nobody tells it as process_cpu_seconds_total.']),
  ];
}
