import { describe, expect, it } from 'vitest';
import type { Observation } from '../load/observation';
import { incidentsIn } from './incidents';

const observed = (seen: Pick<Observation, 'alerts' | 'flags'>): Observation => ({
  cpu: [],
  memory: [],
  waits: [],
  slos: [],
  ...seen,
});
const firing = (alert: string, firedAt: number) => ({ alert, severity: 'warning', firedAt });

describe('the incidents of a run', () => {
  it('are the mistakes that its requests asked for, each with the alert that noticed first', () => {
    const run = {
      fault: 'n-plus-one, slow-consumer;percent=10',
      observed: observed({ alerts: [firing('ManyQueriesPerRequest', 40)], flags: [] }),
    };
    expect(incidentsIn(run)).toMatchObject([
      { incident: 'n-plus-one', percent: 100, detection: { alert: 'ManyQueriesPerRequest', afterSeconds: 40 } },
      { incident: 'slow-consumer', percent: 10 },
    ]);
    expect(incidentsIn(run)[1]).not.toHaveProperty('detection');
  });

  it('and those whose flag was switched on meanwhile; what fired before that has not noticed it', () => {
    const flags = [{ flag: 'slow-query', onAt: 30 }];
    const seenAt = (second: number) =>
      incidentsIn({ observed: observed({ alerts: [firing('SlowQueries', second)], flags }) })[0]?.detection;
    expect(seenAt(90)).toEqual({ alert: 'SlowQueries', afterSeconds: 60 });
    expect(seenAt(20)).toBeUndefined();
  });

  it('are none where nothing was on', () => {
    expect(incidentsIn({ observed: observed({ alerts: [firing('SlowQueries', 10)], flags: [] }) })).toEqual([]);
  });
});
