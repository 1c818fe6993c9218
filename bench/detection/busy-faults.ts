/** Hours of a busy service, second by second, with one fault each. */
import { Random } from './random';

/** In seconds. */
export const scrapeEvery = 5;
const hour = 3_600;
/** So long nothing but the usual errors: it fills the windows of the pages. */
const calm = 7 * hour;
const faultLasts = hour;
export const busyLength = calm + 2 * hour;

interface BusyFault {
  readonly name: string;
  /** What it is a promise about, in percent: requests without a server error, or in time, or orders in time. */
  readonly objective: 99 | 99.9;
  /** The share of events that go wrong. */
  readonly failing: number;
  /** Seconds until such an event is counted: what never ends is late once it should have. */
  readonly countedAfter?: number;
}

/** An order that gets no answer is cancelled by then (ORDER_PAYMENT_TIMEOUT_MS), and counts as late. */
const paymentTimeout = 30;

export const busyFaults: readonly BusyFault[] = [
  { name: 'everything fails', objective: 99.9, failing: 1 },
  { name: 'half of the requests fail', objective: 99.9, failing: 0.5 },
  { name: 'one in ten fails', objective: 99.9, failing: 0.1 },
  { name: 'one in fifty fails', objective: 99.9, failing: 0.02 },
  { name: 'three in ten are slow', objective: 99, failing: 0.3 },
  { name: 'the consumer stands still', objective: 99, failing: 1, countedAfter: paymentTimeout },
  { name: 'half of the messages are dropped silently', objective: 99, failing: 0.5, countedAfter: paymentTimeout },
  { name: 'nothing', objective: 99.9, failing: 0 },
];

/** A fifth of what is allowed. */
const backgroundOf = ({ objective }: BusyFault) => ((100 - objective) / 100) * 0.2;

export interface BusyTrace {
  readonly name: string;
  readonly fault: BusyFault;
  readonly eventsPerSecond: number;
  /** Seconds since the trace began. */
  readonly from: number;
  readonly to: number;
  /** The counters at every scrape. */
  readonly good: readonly number[];
  readonly bad: readonly number[];
}

export function makeBusyTrace(
  fault: BusyFault,
  { eventsPerSecond, seed }: { eventsPerSecond: number; seed: number },
): BusyTrace {
  const random = new Random(seed);
  // Between two evaluations, wherever.
  const from = calm + random.next() * 60;
  const to = from + faultLasts;
  const good: number[] = [0];
  const bad: number[] = [0];
  const late: { readonly at: number; readonly events: number }[] = [];
  for (let time = scrapeEvery; time <= busyLength; time += scrapeEvery) {
    const events = random.poisson(eventsPerSecond * scrapeEvery);
    const faulty = random.failures(
      events,
      Math.min(1, Math.max(0, (Math.min(time, to) - Math.max(time - scrapeEvery, from)) / scrapeEvery)),
    );
    const usual = random.failures(events - faulty, backgroundOf(fault));
    const failed = random.failures(faulty, fault.failing);
    late.push({ at: time + (fault.countedAfter ?? 0), events: failed });
    let counted = usual;
    while (late[0] && late[0].at <= time) counted += late.shift()?.events ?? 0;
    good.push((good.at(-1) ?? 0) + events - failed - usual);
    bad.push((bad.at(-1) ?? 0) + counted);
  }
  return { name: `${fault.name}, ${eventsPerSecond}/s, ${seed}`, fault, eventsPerSecond, from, to, good, bad };
}
