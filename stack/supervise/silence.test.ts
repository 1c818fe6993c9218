import { describe, expect, it } from 'vitest';
import type { Processing } from './processing';
import { type Sample, Silence } from './silence';

const pace = { everyMs: 3000, lateMs: 1000 };
const patienceMs = 40_000;

type Share = { readonly ran: number; readonly waited: number };

/** Samples of one whose threads run and wait for these shares of the time. */
function* samples(
  threads: readonly Share[],
  { state = 'runnable or waiting' as Processing['state'], everyMs = 3000 } = {},
) {
  for (let atMs = 0; ; atMs += everyMs) {
    const times = threads.map(
      ({ ran, waited }, index) => [`1/${index}`, { ranMs: atMs * ran, waitedMs: atMs * waited }] as const,
    );
    yield { atMs, processing: { state, threads: new Map(times) } } satisfies Sample;
  }
}

/** After how many milliseconds its silence is too long; undefined when it is not within an hour. */
function givenUpAfter(seen: Iterable<Sample>): number | undefined {
  let silence: Silence | undefined;
  for (const sample of seen) {
    if (silence) silence.add(sample);
    else silence = new Silence(sample, pace);
    if (silence.countedMs >= patienceMs) return sample.atMs;
    if (sample.atMs > 3_600_000) return undefined;
  }
  return undefined;
}

describe('one that answers nothing', () => {
  it.each([
    ['stopped by a signal', [{ ran: 0, waited: 0 }], { state: 'stopped' as const }],
    ['does nothing', [{ ran: 0.001, waited: 0.0005 }], {}],
    ['runs all the time', [{ ran: 0.99, waited: 0.01 }], {}],
  ])('and %s is given up when patience ends', (_, threads, how) => {
    expect(givenUpAfter(samples(threads, how))).toBeLessThan(patienceMs + 2 * pace.everyMs);
  });

  it('and loops without end on a machine that is full is given up after as much time of its own', () => {
    const after = givenUpAfter(samples([{ ran: 0.25, waited: 0.75 }])) ?? 0;
    expect(after).toBeGreaterThan(3.9 * patienceMs);
    expect(after).toBeLessThan(4.2 * patienceMs);
  });

  it('and waits for a processor is never given up, however its threads share the waiting', () => {
    for (let threads = 1; threads <= 20; threads++) {
      const waiting = Array.from({ length: threads }, () => ({ ran: 0.005 / threads, waited: 0.995 / threads }));
      expect(givenUpAfter(samples(waiting))).toBeUndefined();
      expect(givenUpAfter(samples(waiting.map(() => ({ ran: 0.001, waited: 0.99 }))))).toBeUndefined();
    }
  });

  it('and is held by a debugger is never given up', () => {
    expect(givenUpAfter(samples([{ ran: 0, waited: 0 }], { state: 'traced' }))).toBeUndefined();
  });

  it('is given up later where the system does not tell what it does', () => {
    const blind = function* () {
      for (const { atMs } of samples([])) yield { atMs, processing: undefined };
    };
    expect(givenUpAfter(blind())).toBeGreaterThanOrEqual(3 * patienceMs);
  });
});

describe('a sample that comes late', () => {
  it('says nothing: who takes it was starved', () => {
    expect(givenUpAfter(samples([{ ran: 0, waited: 0 }], { everyMs: 5000 }))).toBeUndefined();
  });

  it('nor does the time in which the machine slept', () => {
    const silence = new Silence({ atMs: 0, processing: undefined }, pace);
    expect(silence.add({ atMs: 8 * 3_600_000, processing: undefined })).toBe(false);
    expect(silence.countedMs).toBe(0);
  });
});

it('what a new thread did since it began counts, and one that is gone takes nothing away', () => {
  const at = (atMs: number, threads: [string, Share][]): Sample => ({
    atMs,
    processing: {
      state: 'runnable or waiting',
      threads: new Map(threads.map(([id, { ran, waited }]) => [id, { ranMs: ran, waitedMs: waited }])),
    },
  });
  const silence = new Silence(at(0, [['1/1', { ran: 9000, waited: 9000 }]]), pace);
  silence.add(at(3000, [['2/2', { ran: 0, waited: 2000 }]]));
  expect([silence.countedMs, silence.doing]).toEqual([1000, 'starved']);
});
