import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Sample } from '../harness/compare';
import type { LoadOrder, LoadOutcome } from './load';
import { end, exchange, processors, startNode } from './pinned';
import { cpuMicroseconds, residentBytes } from './proc';
import type { Probed } from './service/probe';
import type { Subject } from './subjects';
import type { Variant } from './variants';

/** What is known of a variant after one sample. `…Calm`: at 70 % of its own saturation. */
export type OverheadFigure =
  | 'rate'
  | 'cpu'
  | 'busy'
  | 'p50'
  | 'p99'
  | 'allocated'
  | 'cpuCalm'
  | 'p50Calm'
  | 'p99Calm'
  | 'stallCalm'
  | 'resident';

export interface Phases {
  readonly warmUpSeconds: number;
  /** Of each load. */
  readonly seconds: number;
}

const scrapeEveryMs = 5_000;
const calmShare = 0.7;

/** Starts the service, asks as much of it as it can do and then 70 % of that, and ends it. */
export function measureVariant(
  subject: Subject,
  variant: Variant,
  { warmUpSeconds, seconds }: Phases,
): Promise<Sample<OverheadFigure>> {
  return running(subject, variant, { warmUpSeconds }, async (parts, order) => {
    const rushed = await during(parts, { ...order, seconds });
    const calm = await during(parts, { ...order, seconds, rate: rushed.rate * calmShare });
    return {
      rate: rushed.rate,
      cpu: rushed.cpu,
      busy: rushed.busy,
      p50: rushed.p50,
      p99: rushed.p99,
      allocated: rushed.allocated,
      cpuCalm: calm.cpu,
      p50Calm: calm.p50,
      p99Calm: calm.p99,
      stallCalm: calm.stall,
      resident: residentBytes(parts.service.pid ?? 0),
    };
  });
}

/** What a service was asked while its threads were profiled. */
export interface ProfiledRush {
  readonly answered: number;
  /** Microseconds of processor for each, all threads. */
  readonly cpu: number;
  /** Microseconds of the clock that profiles are written by. */
  readonly from: number;
  readonly to: number;
}

/** Has a service write a profile of each of its threads into `folder`, and asks as much of it as it can do meanwhile. */
export function profileVariant(
  subject: Subject,
  variant: Variant,
  { warmUpSeconds, seconds, folder }: Phases & { readonly folder: string },
): Promise<ProfiledRush> {
  const nodeOptions = ['--cpu-prof', `--cpu-prof-dir=${folder}`];
  return running(subject, variant, { warmUpSeconds, nodeOptions }, async (parts, order) => {
    const from = monotonicMicroseconds();
    const { answered, cpu } = await during(parts, { ...order, seconds });
    return { answered, cpu, from, to: monotonicMicroseconds() };
  });
}

const monotonicMicroseconds = () => Number(process.hrtime.bigint() / 1_000n);

interface Parts {
  readonly service: ChildProcess;
  readonly load: ChildProcess;
}

interface Run {
  readonly warmUpSeconds: number;
  /** Of the service, besides its own. */
  readonly nodeOptions?: readonly string[];
}

/** Starts the service and warms it up, has `measure` ask of it what it will, and ends it. */
async function running<T>(
  subject: Subject,
  variant: Variant,
  { warmUpSeconds, nodeOptions = [] }: Run,
  measure: (parts: Parts, order: Omit<LoadOrder, 'seconds'>) => Promise<T>,
): Promise<T> {
  const load = startNode({ file: require.resolve('./load'), processor: processors.others });
  const preload = [require.resolve('./service/probe'), ...variant.preload].flatMap((file) => ['--require', file]);
  const service = startNode({
    file: subject.file,
    arguments: [...(subject.arguments ?? []), ...nodeOptions, ...preload],
    env: { OTEL_SERVICE_NAME: 'bench', ...subject.env, ...variant.env },
    ...(subject.cwd !== undefined && { cwd: subject.cwd }),
    processor: processors.service,
  });
  const scraping = new AbortController();
  try {
    await untilReady(service, subject.port);
    if (variant.isScraped) void scrape(subject.port, scraping.signal);
    const order = { host: '127.0.0.1', port: subject.port, request: subject.request, connections: subject.connections };
    await loaded(load, { ...order, seconds: warmUpSeconds });
    return await measure({ service, load }, order);
  } finally {
    scraping.abort();
    await Promise.all([end(service), end(load)]);
  }
}

async function during({ service, load }: Parts, order: LoadOrder) {
  const pid = service.pid ?? 0;
  service.send('begin');
  const before = cpuMicroseconds(pid);
  const { answered, p50, p99, seconds } = await loaded(load, order);
  const used = cpuMicroseconds(pid) - before;
  const { stall, allocated } = await exchange<Probed>(service, 'end');
  return {
    answered,
    rate: answered / seconds,
    cpu: used / answered,
    busy: used / 1e6 / seconds,
    allocated: allocated / answered,
    ...{ p50, p99, stall },
  };
}

/** @throws when anything but a success is answered: what is measured then is something else. */
async function loaded(load: ChildProcess, order: LoadOrder): Promise<LoadOutcome> {
  const outcome = await exchange<LoadOutcome | { readonly error: string }>(load, order);
  if ('error' in outcome) throw new Error(`the load ended: ${outcome.error}`);
  if (outcome.failed > 0) throw new Error(`${outcome.failed} of ${outcome.answered} requests failed`);
  return outcome;
}

async function untilReady(service: ChildProcess, port: number): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (service.exitCode !== null) throw new Error(`the service ended with ${service.exitCode}`);
    const answered = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.timeout(1000),
    }).catch(() => undefined);
    // A service without such a page answers 404.
    if (answered && answered.status !== 503) return;
    await delay(100);
  }
  throw new Error('the service was not ready within a minute');
}

async function scrape(port: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await fetch(`http://127.0.0.1:${port}/metrics`, { signal })
      .then((response) => response.text())
      .catch(() => {});
    await delay(scrapeEveryMs, undefined, { signal }).catch(() => {});
  }
}
