import { linesWithoutSpans, readTrace, traceJson } from '@sightline/stores';
import { NotFound, usageError } from '../cli-error';
import { findTrace, storedOn, type Target } from '../follow';
import { keptTrace } from '../load';
import { parseDuration } from '../parse';
import { traceView } from '../trace-view';
import { verb } from '../verb';

interface TraceOptions {
  readonly last?: boolean;
  readonly lastError?: boolean;
  readonly slowest?: boolean;
  readonly service?: string;
  readonly window: number;
}

export const traceVerb = verb<TraceOptions>({
  name: 'trace',
  summary: 'follow one trace through every service',
  description:
    'Shows the spans of one trace on one time axis, the critical path marked, each log line under the span that wrote it. In JSON, times in nanoseconds since 1970 are text: they do not fit a number without loss.',
  onlyReads: true,
  needs: ['traces'],
  uses: ['logs', 'dashboards', 'shop'],
  arguments: [
    { name: '[id...]', description: 'a trace id, an order id, or what holds one: a traceparent, a link, a log line' },
  ],
  options: [
    { flags: '--last', description: 'the newest order; where there is no shop, the newest trace' },
    { flags: '--last-error', description: 'the newest trace with a failure in it' },
    { flags: '--slowest', description: 'the slowest trace of the window' },
    { flags: '--service <name>', description: 'of --last, --last-error and --slowest: only traces of this service' },
    {
      flags: '--window <time>',
      description: 'how far back --slowest looks',
      default: 3_600_000,
      defaultShown: '1h',
      parse: parseDuration,
    },
  ],
  examples: [
    { command: 'sightline trace --last', does: 'the newest order, from its request to its final state' },
    { command: 'sightline trace 4bf92f3577b34da6a3ce929d0e0e4736', does: 'one trace by its id' },
    { command: 'sightline trace --last --service checkout', does: 'the newest trace of a service of your own' },
    {
      command: 'sightline trace --slowest --window 10m --json',
      does: 'the slowest trace of ten minutes, for a program',
    },
  ],
  async run({ args, options, screen, connect }) {
    const target = targetOf(args.join(' ') || undefined, options);
    const connections = await connect();
    if (!connections.has('logs')) screen.progress(`without log lines: the platform ${connections.name} has no logs`);
    const stored = storedOn(connections);
    const traceId = await findTrace(target, connections);
    const trace = await readTrace(traceId, stored);
    if (trace === undefined) {
      const kept = connections.has('supervisor') ? keptTrace(connections.supervised.home, traceId) : undefined;
      if (kept !== undefined)
        return { value: { traceId, kept }, text: `${kept}\n\nAs its run kept it: it is no longer stored` };
      const lines = await linesWithoutSpans(traceId, stored);
      if (lines !== undefined) return { value: traceJson(lines, {}), text: traceView(lines, screen), problem: true };
      throw new NotFound(`trace ${traceId} is not stored: was it sampled away, or is it less than a second old?`);
    }
    const links = connections.links(traceId);
    return { value: traceJson(trace, links), text: traceView(trace, { ...screen, links }) };
  },
});

function targetOf(id: string | undefined, { last, lastError, slowest, service, window }: TraceOptions): Target {
  if (id !== undefined && service !== undefined)
    throw usageError(
      '--service chooses among the newest, the failed or the slowest traces: an id is one trace already',
    );
  const of = service === undefined ? {} : { service };
  const chosen: Target[] = [
    ...(id === undefined ? [] : [{ id }]),
    ...(last ? [{ newest: service === undefined ? 'order' : 'trace', ...of } as const] : []),
    ...(lastError ? [{ newest: 'failure', ...of } as const] : []),
    ...(slowest ? [{ slowestSince: new Date(Date.now() - window), ...of }] : []),
  ];
  if (chosen.length === 1 && chosen[0]) return chosen[0];
  throw usageError('Say which trace: one of a trace id, an order id, --last, --last-error, --slowest');
}
