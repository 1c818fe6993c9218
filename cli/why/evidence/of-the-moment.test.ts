import { describe, expect, it } from 'vitest';
import { contextOver, turning } from '../../testing/context-over';
import type { ProcessSnapshot } from '../snapshot';
import { answers } from './answers';
import { components } from './components';
import { database } from './database';
import { disks } from './disks';
import { machine } from './machine';
import { scrapes } from './scrapes';
import { traffic } from './traffic';
import { vanished } from './vanished';

const told = (found: readonly { subject: { name: string }; strength: number }[], least = 0.5) =>
  found.filter(({ strength }) => strength >= least).map(({ subject }) => subject.name);

const quiet: ProcessSnapshot = {
  processors: 2,
  pressure: { processor: 0.05 },
  availableMemory: 0.5,
  stopped: [],
  starved: [],
  strangers: [],
};

describe('a component that is asked', () => {
  const silent = [{ name: 'bank' as const, answers: false, ms: 4000 }];
  const known = [{ name: 'bank' }];

  it('and does not answer is the one', async () => {
    expect(told(await answers.find(contextOver({ components: known, seen: { answers: silent } })))).toEqual(['bank']);
  });

  it('and waits for a processor is late, not silent', async () => {
    const processes = { ...quiet, starved: [{ component: 'bank', share: 0.9 }] };
    expect(told(await answers.find(contextOver({ components: known, seen: { answers: silent, processes } })))).toEqual(
      [],
    );
  });

  it('is told apart when a signal has stopped it', async () => {
    const processes = { ...quiet, stopped: [{ component: 'payment', pid: 7 }] };
    const [found] = await answers.find(contextOver({ seen: { processes } }));
    expect(found).toMatchObject({
      subject: { name: 'payment' },
      message: expect.stringContaining('stopped by a signal'),
    });
  });

  it.each([
    ['was stopped', 'stopped', ['bank']],
    ['waits for a processor', 'starved', []],
  ])('and whose process %s, as the runner saw it, counts accordingly', async (_, doing, subjects) => {
    const silence = { since: '1970-01-01T00:13:20Z', doing };
    const now = [{ name: 'bank', status: 'unresponsive', silent: silence }];
    expect(told(await components.find(contextOver({ components: now })))).toEqual(subjects);
    const wasSilent = { ...silence, until: '1970-01-01T00:13:40Z', ended: 'restarted' };
    expect(told(await components.find(contextOver({ components: [{ name: 'bank', wasSilent }] })))).toEqual(subjects);
  });

  it('and was silent until the trouble came counts the less the longer that is over', async () => {
    const strengths = await Promise.all(
      // What is now begins at 00:13:00.
      ['00:13:10', '00:12:50', '00:12:10'].map(async (until) => {
        const wasSilent = {
          since: '1970-01-01T00:12:01Z',
          doing: 'stopped',
          until: `1970-01-01T${until}Z`,
          ended: 'answered',
        };
        const [found] = await components.find(contextOver({ components: [{ name: 'bank', wasSilent }] }));
        return found?.strength ?? 0;
      }),
    );
    expect(strengths).toEqual([0.75, expect.closeTo(0.54, 2), expect.closeTo(0.14, 2)]);
  });

  it('and was silent long ago is no news', async () => {
    const wasSilent = {
      since: '1970-01-01T00:01:00Z',
      doing: 'stopped',
      until: '1970-01-01T00:02:00Z',
      ended: 'restarted',
    };
    expect(await components.find(contextOver({ components: [{ name: 'bank', wasSilent }] }))).toEqual([]);
  });

  it('is no news when it does not run: that is told already', async () => {
    const context = contextOver({ components: [{ name: 'bank', status: 'restarting' }], seen: { answers: silent } });
    expect(await answers.find(context)).toEqual([]);
    expect(told(await components.find(context))).toEqual(['bank']);
  });
});

describe('the database', () => {
  const blocker = {
    role: 'postgres',
    application: 'report',
    state: 'idle in transaction',
    waiting: 6,
    waitedSeconds: 20,
    openSeconds: 25,
    statement: 'insert into "orders"',
  };

  it('whose sessions wait long for a lock is named with its holder', async () => {
    const [found] = await database.find(contextOver({ seen: { database: { blockers: [blocker] } } }));
    expect(found?.message).toContain('6 sessions wait for a lock that postgres (report) holds, idle in transaction');
    expect(found?.strength).toBeGreaterThan(0.9);
  });

  it('whose sessions wait a moment is none', async () => {
    const seen = { database: { blockers: [{ ...blocker, waitedSeconds: 0.3 }] } };
    expect(await database.find(contextOver({ seen }))).toEqual([]);
  });

  it.each([
    [74, ['postgres']],
    [40, []],
  ])('with %i of 77 connections taken: %j', async (taken, subjects) => {
    const by = [{ role: 'postgres', application: 'report', count: taken - 20 }];
    const seen = { database: { connections: { taken, most: 77, by } } };
    expect(told(await database.find(contextOver({ seen })))).toEqual(subjects);
  });

  it.each([
    ['is in trouble', 0.1, ['postgres']],
    ['may be late on a machine short of time', 0.95, []],
  ])('that takes no connection in time %s', async (_, processor, subjects) => {
    const seen = {
      database: { refused: { message: 'timeout expired' } },
      processes: { ...quiet, pressure: { processor } },
    };
    expect(told(await database.find(contextOver({ seen })))).toEqual(subjects);
  });

  it('that refuses a connection says why', async () => {
    const seen = { database: { refused: { code: '53300', message: 'sorry, too many clients already' } } };
    const [found] = await database.find(contextOver({ seen }));
    expect(found?.message).toContain('sorry, too many clients already (53300)');
  });
});

describe('a disk', () => {
  const disk = (component: string, freeBytes: number) => ({ component, freeBytes, sizeBytes: 1e11 });

  it.each([
    [[disk('victorialogs', 0), disk('kafka', 5e10)], ['victorialogs']],
    [[disk('victorialogs', 1e6), disk('kafka', 1e6)], ['host']],
    [[disk('victorialogs', 5e10)], []],
  ])('of %j is full for %j', async (seenDisks, subjects) => {
    expect(told(await disks.find(contextOver({ seen: { disks: seenDisks } })))).toEqual(subjects);
  });
});

describe('the machine', () => {
  const loops = (second: number, yields = false) =>
    Array.from({ length: 6 }, (_, pid) => ({
      pid,
      command: 'node',
      processors: 0.33,
      yields,
      since: new Date(second * 1000),
    }));
  const busy = { ...quiet, pressure: { processor: 0.99 } };

  it('whose processors somebody new takes is short of them', async () => {
    const seen = { processes: { ...busy, strangers: loops(790) } };
    expect(told(await machine.find(contextOver({ seen })))).toEqual(['host']);
  });

  it.each([
    ['that were busy before', loops(-4000)],
    ['that let others go first', loops(790, true)],
    ['that take next to nothing', loops(790).slice(0, 1)],
  ])('is as it was with processes %s', async (_, strangers) => {
    expect(told(await machine.find(contextOver({ seen: { processes: { ...busy, strangers } } })))).toEqual([]);
  });

  it('on which most of the platform waits for a processor is short of them, since whenever', async () => {
    const waiting = ['order', 'payment', 'kafka'].map((component) => ({ component, share: 0.9 }));
    const running = ['order', 'payment', 'kafka', 'bank'].map((name) => ({ name }));
    const context = contextOver({ components: running, seen: { processes: { ...busy, starved: waiting } } });
    expect(told(await machine.find(context))).toEqual(['host']);
  });

  it('short of memory, or of its disk, says so', async () => {
    const seen = { processes: { ...quiet, availableMemory: 0.01, pressure: { disk: 0.9 } } };
    expect(told(await machine.find(contextOver({ seen })))).toEqual(['host', 'host']);
  });
});

describe('what was measured all the time', () => {
  const index = (name: string, until: number) => ({
    asks: 'group by (postgresql_index_name)',
    labels: { postgresql_index_name: name },
    points: turning(1, 1).filter(({ time }) => time <= until),
  });

  it('and is measured no more was taken away', async () => {
    const found = await vanished.find(contextOver({ series: [index('by_price', 800), index('by_name', 840)] }));
    expect(found.map(({ message, subject }) => [subject.name, message])).toEqual([
      ['postgres', 'the index by_price is gone'],
    ]);
  });

  it('is no news when nothing of its kind is measured any more', async () => {
    expect(await vanished.find(contextOver({ series: [index('by_price', 800), index('by_name', 800)] }))).toEqual([]);
  });

  it('is no news when it went away long ago', async () => {
    expect(await vanished.find(contextOver({ series: [index('by_price', 300), index('by_name', 840)] }))).toEqual([]);
  });
});

describe('a scrape', () => {
  const up = (points: ReturnType<typeof turning>) => [
    { asks: 'min by (service_name, job) (up)', labels: { service_name: 'payment' }, points },
  ];

  it('that is answered no more is the one', async () => {
    expect(told(await scrapes.find(contextOver({ series: up(turning(1, 0)) })))).toEqual(['payment']);
  });

  it('that failed for a moment is none', async () => {
    const points = turning(1, 1).map((point) => (point.time === 790 ? { ...point, value: 0 } : point));
    expect(await scrapes.find(contextOver({ series: up(points) }))).toEqual([]);
  });
});

describe('what is done on purpose', () => {
  const held = [{ name: 'traffic', status: 'held', intervention: { operation: 'stop' } }];
  const restarted = [
    { name: 'traffic', status: 'ready', intervention: { operation: 'restart', asked: '2026-01-01T00:00:00.000Z' } },
  ];
  const requests = {
    asks: 'http_route',
    labels: { service_name: 'order', http_route: '/orders' },
    points: turning(2, 200),
  };

  it('is no evidence: shoppers who are held while a load is played', async () => {
    expect(await components.find(contextOver({ components: held }))).toEqual([]);
  });

  it('is no evidence: the load that is played in their place', async () => {
    expect(await traffic.find(contextOver({ components: held, series: [requests] }))).toEqual([]);
    expect(await traffic.find(contextOver({ series: [requests] }))).toHaveLength(1);
    expect(await traffic.find(contextOver({ components: restarted, series: [requests] }))).toHaveLength(1);
  });
});
