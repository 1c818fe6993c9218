/** Made-up days of a service, minute by minute, with the faults in them labelled. */
import { Random } from './random';

/** In minutes. */
const hour = 60;
const day = 24 * hour;

/** Two days before anything happens fill most of the windows; a day and a half after it lets them empty. */
export const traceLength = 4 * day;
export const judgedFrom = 2 * day;
const happensAt = 2.5 * day;

/** Errors that nobody is to be woken for: a fifth of what 99.9 % allows. */
const background = 0.0002;

interface Moment {
  /** Times the usual traffic. */
  readonly traffic?: number;
  /** The share of requests that fail. */
  readonly failing?: number;
  /** Requests that come and fail besides. */
  readonly alsoFail?: number;
}

export interface Scenario {
  readonly name: string;
  /** How long it goes on, for a fault: one that spends at least 2 % of the month's budget at even traffic. */
  readonly fault?: number;
  /** What happens, by the minutes since it began. Background before and after. */
  happens(minute: number): Moment | undefined;
  readonly restarts?: boolean;
}

const during = (length: number, failing: number) => (minute: number) =>
  minute >= 0 && minute < length ? { failing } : undefined;

/** A third of a minute of total outage spends 0.8 % of the budget of 30 days at 99.9 %. */
const blip = (minute: number) => (minute === 0 ? { failing: 1 / 3 } : undefined);

export const scenarios: readonly Scenario[] = [
  { name: 'everything fails for 10 minutes', fault: 10, happens: during(10, 1) },
  { name: 'everything fails for 2 hours', fault: 2 * hour, happens: during(2 * hour, 1) },
  { name: 'everything fails for 12 hours', fault: 12 * hour, happens: during(12 * hour, 1) },
  { name: 'one in ten fails for 2 hours', fault: 2 * hour, happens: during(2 * hour, 0.1) },
  { name: 'one in fifty fails for 8 hours', fault: 8 * hour, happens: during(8 * hour, 0.02) },
  { name: 'one in 200 fails for a day', fault: day, happens: during(day, 0.005) },
  {
    name: 'every ten minutes everything fails for one, for 3 hours',
    fault: 3 * hour,
    happens: (minute) => (minute >= 0 && minute < 3 * hour && minute % 10 === 0 ? { failing: 1 } : undefined),
  },
  { name: 'nothing but the usual errors', happens: () => undefined },
  { name: 'a blip of 20 seconds', happens: blip },
  {
    name: 'three blips, hours apart',
    happens: (minute) => (minute >= 0 && minute <= 8 * hour ? blip(minute % (4 * hour)) : undefined),
  },
  {
    name: 'a quiet night with a single error',
    happens: (minute) =>
      minute >= 0 && minute < 8 * hour
        ? { traffic: 0.05, failing: 0, alsoFail: minute === 4 * hour ? 1 : 0 }
        : undefined,
  },
  {
    name: 'nobody comes for 12 hours',
    happens: (minute) => (minute >= 0 && minute < 12 * hour ? { traffic: 0 } : undefined),
  },
  { name: 'it restarts every 6 hours', happens: () => undefined, restarts: true },
];

export interface Trace {
  readonly name: string;
  readonly scenario: Scenario;
  readonly requestsPerHour: number;
  /** Minutes since the trace began. */
  readonly fault?: { readonly from: number; readonly to: number; readonly failed: number };
  /** The counters at every minute; that of failures is not there before the first. */
  readonly good: readonly number[];
  readonly bad: readonly (number | undefined)[];
}

export function makeTrace(
  scenario: Scenario,
  { requestsPerHour, seed }: { requestsPerHour: number; seed: number },
): Trace {
  const random = new Random(seed);
  const begins = happensAt + Math.floor(random.next() * 4 * hour);
  const good: number[] = [];
  const bad: (number | undefined)[] = [];
  let goodCount = 0;
  let badCount: number | undefined;
  let failed = 0;
  for (let minute = 0; minute <= traceLength; minute++) {
    if (scenario.restarts && minute % (6 * hour) === 0) {
      goodCount = 0;
      badCount = undefined;
    }
    const { traffic = 1, failing = background, alsoFail = 0 } = scenario.happens(minute - begins) ?? {};
    const requests = random.poisson((traffic * requestsPerHour) / 60);
    const failures = random.failures(requests, failing) + alsoFail;
    goodCount += requests + alsoFail - failures;
    if (failures > 0) badCount = (badCount ?? 0) + failures;
    if (scenario.fault && minute >= begins && minute < begins + scenario.fault) failed += failures;
    good.push(goodCount);
    bad.push(badCount);
  }
  return {
    name: `${scenario.name}, ${requestsPerHour}/h, ${seed}`,
    scenario,
    requestsPerHour,
    ...(scenario.fault && { fault: { from: begins, to: begins + scenario.fault, failed } }),
    good,
    bad,
  };
}
