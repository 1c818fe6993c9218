import { describe, expect, it } from 'vitest';
import { contextOver, line, turning } from '../../testing/context-over';
import { callsBetween } from './calls-between';
import { changes } from './changes';
import { flagsTaken } from './flags-taken';
import { logPatterns } from './log-patterns';
import { metrics } from './metrics';

const told = (found: readonly { subject: { kind: string; name: string }; message: string }[]) =>
  found.map(({ subject, message }) => `${subject.kind} ${subject.name}: ${message}`);

const every = (seconds: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / seconds) }, (_, index) => from + index * seconds);

describe('calls between services', () => {
  const edge = { client: 'payment', server: 'bank', connection_type: 'virtual_node' };
  const context = (perSecond: number) =>
    contextOver({
      series: [
        { asks: 'request_failed_total', labels: edge, points: turning(0.01, 0.8) },
        {
          asks: '(rate(traces_service_graph_request_total[30s]))',
          labels: edge,
          points: turning(perSecond, perSecond),
        },
      ],
    });

  it('that fail are laid to the one that is called', async () => {
    expect(told(await callsBetween.find(context(3)))).toContain(
      'component bank: payment → bank: 80 % of the calls fail, before 1 %',
    );
  });

  it('of which there were hardly any tell nothing', async () => {
    expect(told(await callsBetween.find(context(0.05)))).toEqual([]);
  });
});

describe('any metric of the catalogue', () => {
  it('that is not as it was is told with what it means', async () => {
    const labels = { service_name: 'order', db_client_connection_pool_name: 'orders' };
    const context = contextOver({
      series: [{ asks: 'db_client_connection_pending_requests', labels, points: turning(0, 40) }],
    });
    expect(told(await metrics.find(context))).toEqual([
      'component order: order: db_client_connection_pending_requests{db_client_connection_pool_name="orders"} 40, before 0 ({request}: Callers waiting for a connection)',
    ]);
  });
});

describe('a flag', () => {
  const switched = (second: number, variant: string) =>
    line(second, 'A feature flag was switched', {
      feature_flag_key: 'slow-query',
      feature_flag_result_variant: variant,
    });

  it('that was switched on is a change', async () => {
    expect(told(await changes.find(contextOver({ lines: [switched(740, 'on')] })))).toEqual([
      'flag slow-query: the flag slow-query was switched on (payment)',
    ]);
  });

  it('that was on until a moment ago still is', async () => {
    const context = contextOver({ lines: [switched(740, 'on'), switched(830, 'off')] });
    expect(told(await changes.find(context))).toEqual([
      'flag slow-query: the flag slow-query was switched on, and off again (payment)',
    ]);
  });

  it('counts less once it is off again: another may still be on', async () => {
    const [on] = await changes.find(contextOver({ lines: [switched(740, 'on')] }));
    const [off] = await changes.find(contextOver({ lines: [switched(740, 'on'), switched(830, 'off')] }));
    expect(off?.strength).toBeLessThan(on?.strength ?? 0);
  });

  it('that is off again explains nothing', async () => {
    const context = contextOver({ lines: [switched(700, 'on'), switched(760, 'off')] });
    expect(await changes.find(context)).toEqual([]);
  });

  it('counts by how much of the work it decides', async () => {
    const labels = { service_name: 'order', feature_flag_key: 'slow-query' };
    const points = turning(0, 0.4).filter(({ time }) => time >= 750);
    const context = contextOver({ series: [{ asks: 'feature_flag_evaluations_total', labels, points }] });
    expect(told(await flagsTaken.find(context))).toEqual([
      'flag slow-query: order: slow-query decides 40 % of the requests and messages, before 0 %',
    ]);
  });
});

describe('a process', () => {
  const started = (second: number, version: string) => ({
    labels: { service_name: 'order', service_version: version },
    value: second,
  });

  it('that began lately was started again', async () => {
    const samples = (at?: Date) => [started(at && at.getTime() > 750_000 ? 745 : -9000, '0.1.0')];
    expect(told(await changes.find(contextOver({ samples })))).toEqual(['component order: order was started again']);
  });

  it('of another version is a release', async () => {
    const samples = (at?: Date) => (at && at.getTime() > 750_000 ? [started(745, '0.2.0')] : [started(-9000, '0.1.0')]);
    expect(told(await changes.find(contextOver({ samples })))).toEqual([
      'release order 0.2.0: order runs in version 0.2.0, which was not there before',
    ]);
  });
});

describe('a log pattern', () => {
  const refused = (second: number) =>
    line(second, 'An attempt at the bank failed', {
      event: 'bank.attempt_failed',
      exception_message: `refused 10.0.0.1:${second}`,
    });

  it('that is new is told once, with its template', async () => {
    expect(told(await logPatterns.find(contextOver({ lines: every(3, 780, 840).map(refused) })))).toEqual([
      'component bank: payment logs "An attempt at the bank failed: refused <*>" 20 times a minute, before 0',
    ]);
  });

  it('that comes as often as before is none', async () => {
    expect(await logPatterns.find(contextOver({ lines: every(6, 0, 840).map(refused) }))).toEqual([]);
  });
});
