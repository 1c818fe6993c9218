import type { Evidence } from '../context';
import type { Finding } from '../finding';
import { share } from '../numbers';
import { type Blocker, type DatabaseSnapshot, isShort, type LongStatement } from '../snapshot';
import { component } from '../subject';

/** A statement may wait for another for so long without anybody minding. */
const usualWaitSeconds = 2;
const nearlyAll = 0.9;

/** What PostgreSQL, asked as its operator would, says of locks and of who takes its connections. */
export const database: Evidence = {
  name: 'database',
  asks: ['supervisor'],
  async find({ seen, times }) {
    const { refused, connections, blockers = [], long = [] } = seen.database ?? {};
    return [
      ...(refused ? [refusal(refused, seen.processes !== undefined && isShort(seen.processes))] : []),
      ...(connections ? crowd(connections) : []),
      ...blockers
        .filter(({ waitedSeconds }) => waitedSeconds > usualWaitSeconds)
        .map((each) => lock(each, times.now.until)),
      ...long.map((each) => running(each, times.now.until)),
    ];
  },
};

const common = { subject: component('postgres'), nature: 'own' } as const;

const lock = (
  { role, application, state, waiting, waitedSeconds, openSeconds, statement }: Blocker,
  now: Date,
): Finding => ({
  ...common,
  evidence: 'locks',
  message: `${waiting === 1 ? 'a session waits' : `${waiting} sessions wait`} for a lock that ${who(role, application)} holds, ${state} for ${openSeconds.toFixed(0)} s; one waits with "${statement}"`,
  strength: 0.95 * (1 - Math.exp(-(waiting * waitedSeconds) / 4)),
  because: `the longest has waited ${waitedSeconds.toFixed(0)} s`,
  since: new Date(now.getTime() - openSeconds * 1000),
  query: 'select * from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0',
});

const running = ({ role, application, seconds, statement }: LongStatement, now: Date): Finding => ({
  subject: common.subject,
  evidence: 'statements',
  message: `"${statement}" of ${who(role, application)} runs for ${seconds.toFixed(0)} s`,
  strength: 0.6 * (1 - Math.exp(-seconds / 15)),
  because: 'statements end within a second here',
  since: new Date(now.getTime() - seconds * 1000),
  query: "select * from pg_stat_activity where state = 'active' order by query_start",
});

function crowd({ taken, most, by }: NonNullable<DatabaseSnapshot['connections']>): Finding[] {
  if (taken < nearlyAll * most) return [];
  const [first] = by;
  const holder = first ? `; ${first.count} by ${who(first.role, first.application)}` : '';
  return [
    {
      ...common,
      evidence: 'connections',
      message: `${taken} of the ${most} connections that PostgreSQL gives are taken${holder}`,
      strength: 0.93,
      because: `more than ${share(nearlyAll)}`,
      query: 'select usename, application_name, count(*) from pg_stat_activity group by 1, 2',
    },
  ];
}

const refusal = ({ code, message }: NonNullable<DatabaseSnapshot['refused']>, isMachineShort: boolean): Finding => ({
  ...common,
  evidence: 'database',
  message: `PostgreSQL takes no connection: ${message}${code ? ` (${code})` : ''}`,
  // One that only answers late may be short of time.
  strength: code ? 0.9 : isMachineShort ? 0.2 : 0.6,
  because: `it was asked for one${code ? '' : ', and that took too long'}`,
  query: 'sightline status',
});

const who = (role: string, application: string) => `${role || 'somebody'}${application && ` (${application})`}`;
