/**
 * What processor time the engines that watch should get. Two figures for each setting, taken in turn on the running platform:
 *
 *     node cli/dist/bench/who-yields.js [--runs 5] [--out figures.json] [idle-15 idle-5 ...]
 *
 * p95 of half a minute at the sale's highest rate, and how long a page takes while somebody else's busy loops have wanted three
 * times the processors there are for a minute: from the end of a service to the notification in the inbox. What a page takes
 * usually is measured once a round. Payment and order take turns, so that the page of one has ended before it is sent again.
 */
import { type ChildProcess, execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { InboxClient } from '@sightline/inbox';
import { allComponents, inRepository, intervene, type Priority, prioritize, readPlatform } from '@sightline/stack';
import { waitUntil } from '@sightline/stores';
import { loadResult } from '@sightline/traffic';
import { busyLoop } from '../fault/busy-loop';

const run = promisify(execFile);
const loopsPerProcessor = 3;
const alert = 'TargetDown';
/** The loops run this long before a service ends: telemetry that starves does so by then. */
const loopsAloneMs = 60_000;
const ended = ['payment', 'order'] as const;
type Ended = (typeof ended)[number];

type Setting = Pick<Priority, 'nice' | 'policy'>;

interface Figures {
  readonly setting: string;
  readonly rushP95Ms: number;
  readonly rushFailed: number;
  /** Seconds; undefined when it did not come within three minutes. */
  readonly pageSeconds: number | undefined;
}

interface Round {
  readonly usualPageSeconds: number | undefined;
  readonly figures: readonly Figures[];
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '5' }, out: { type: 'string' } },
  });
  const settings = positionals.length > 0 ? positionals : ['idle-15', 'batch-5'];
  const rounds: Round[] = [];
  for (let round = 0; round < Number(values.runs); round++) {
    const usualPageSeconds = await secondsToPage(nextToEnd());
    const figures: Figures[] = [];
    for (const setting of round % 2 === 0 ? settings : [...settings].reverse()) figures.push(await measure(setting));
    rounds.push({ usualPageSeconds, figures });
    console.log(JSON.stringify(rounds.at(-1)));
  }
  const machine = { processors: availableParallelism(), model: cpus()[0]?.model, memoryBytes: totalmem() };
  if (values.out) writeFileSync(values.out, `${JSON.stringify({ machine, rounds }, null, 2)}\n`);
}

async function measure(setting: string): Promise<Figures> {
  await apply(parseSetting(setting));
  const rush = await loadRun(['steady', '--rate', '500', '--duration', '30s', '--warm-up', '10s']);
  const pageSeconds = await secondsToPage(nextToEnd(), { besideLoops: true });
  return { setting, rushP95Ms: rush.latency.p95, rushFailed: rush.failed, pageSeconds };
}

let turns = 0;
const nextToEnd = (): Ended => ended[turns++ % ended.length] ?? ended[0];

function parseSetting(text: string): Setting {
  const [policy, nice] = text.split('-');
  if ((policy === 'idle' || policy === 'batch') && nice !== undefined) return { policy, nice: Number(nice) };
  throw new Error(`${text} is no setting: give a policy and a niceness, such as idle-5 or batch-10`);
}

/** Nobody waits for these, but they watch nobody either. */
const served = ['kafka', 'payment', 'bank'];

/** To all that watch; a component that is started again meanwhile has the usual priority. */
async function apply(setting: Setting): Promise<void> {
  for (const { name, process: identity } of platform().components)
    if (identity && !served.includes(name) && allComponents.find((component) => component.name === name)?.yields)
      await prioritize(identity.pid, setting);
}

async function loadRun(args: readonly string[]) {
  const { stdout } = await run(process.execPath, [inRepository('cli/dist/main.js'), 'load', ...args, '--json'], {
    maxBuffer: 1 << 28,
  });
  return loadResult.parse(JSON.parse(stdout));
}

/** When the page of each service was last on its way out. */
const letGoAt = new Map<Ended, number>();

/** Beside the loops, which end as soon as the page has come. */
async function secondsToPage(
  service: Ended,
  { besideLoops = false }: { besideLoops?: boolean } = {},
): Promise<number | undefined> {
  const inbox = new InboxClient(platform().addresses.url('inbox'));
  const before = letGoAt.get(service);
  if (before) await notified(inbox, { service, status: 'resolved', since: before, withinMs: 300_000 });
  const loops = besideLoops ? busyLoops() : [];
  if (besideLoops) await delay(loopsAloneMs);
  const began = Date.now();
  await intervene(service, { operation: 'stop' });
  const stopped = Date.now();
  try {
    const at = await notified(inbox, { service, status: 'firing', since: began, withinMs: 180_000 });
    return at && (at.getTime() - stopped) / 1000;
  } finally {
    for (const loop of loops) loop.kill('SIGKILL');
    letGoAt.set(service, Date.now());
    await intervene(service);
  }
}

interface Awaited {
  readonly service: Ended;
  readonly status: 'firing' | 'resolved';
  readonly since: number;
  readonly withinMs: number;
}

async function notified(inbox: InboxClient, { service, status, since, withinMs }: Awaited): Promise<Date | undefined> {
  const { value } = await waitUntil(
    async () => {
      const { notifications } = await inbox.notifications({ alertname: alert, limit: 20 });
      return notifications
        .filter(({ notification }) => notification.status === status)
        .filter(({ notification }) => notification.groupLabels.service_name === service)
        .map(({ receivedAt }) => new Date(receivedAt))
        .find((at) => at.getTime() > since);
    },
    { withinMs, everyMs: 500 },
  );
  return value;
}

const busyLoops = (): readonly ChildProcess[] =>
  Array.from({ length: availableParallelism() * loopsPerProcessor }, busyLoop);

function platform() {
  const state = readPlatform();
  if (!state) throw new Error('No platform is running here: start it with `npm start`');
  return state;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
