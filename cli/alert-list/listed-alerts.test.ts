import { Alertmanager, PrometheusStore } from '@sightline/stores';
import { answering } from '@sightline/stores/testing';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../terminal/paint';
import { listText } from './list-text';
import { listedAlerts } from './listed-alerts';

const rule = (name: string, more: object = {}) => ({
  type: 'alerting',
  name,
  query: 'up == 0',
  duration: 300,
  labels: { severity: 'critical' },
  annotations: { summary: `${name} happens` },
  state: 'inactive',
  health: 'ok',
  alerts: [],
  ...more,
});
const known = (alertname: string, more: object = {}) => ({
  labels: { alertname, severity: 'critical' },
  annotations: { summary: 'told by somebody' },
  startsAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  status: { state: 'active' },
  receivers: [{ name: 'pager' }],
  ...more,
});

async function list({ rules, alerts }: { readonly rules?: object[]; readonly alerts?: object[] }) {
  await using server = await answering(({ url = '' }) =>
    url.startsWith('/api/v1/rules') ? { body: { data: { groups: [{ name: 'shop', rules }] } } } : { body: alerts },
  );
  return await listedAlerts({
    metrics: rules && new PrometheusStore(server.url),
    alerts: alerts && new Alertmanager(server.url),
  });
}

describe('the alerts of any platform', () => {
  it('are all that Alertmanager has, also one whose name is known and whose labels no rule gives', async () => {
    const other = known('Down', { labels: { alertname: 'Down', severity: 'warning' } });
    const listed = await list({ rules: [rule('Down')], alerts: [other] });
    expect(listed).toMatchObject([
      { name: 'Down', severity: 'critical', receivers: [] },
      { name: 'Down', severity: 'warning', state: 'firing', receivers: ['pager'] },
    ]);
  });

  it('are those of its rules, each with how it stands and whom it tells', async () => {
    const firing = rule('Down', {
      state: 'firing',
      alerts: [
        { labels: {}, state: 'firing' },
        { labels: {}, state: 'firing' },
      ],
    });
    const listed = await list({ rules: [firing, rule('Quiet')], alerts: [known('Down')] });
    expect(listed).toMatchObject([
      {
        name: 'Down',
        severity: 'critical',
        state: 'firing',
        active: 2,
        receivers: ['pager'],
        for: 300_000,
        group: 'shop',
      },
      { name: 'Quiet', state: 'inactive', active: 0, receivers: [] },
    ]);
    expect(listText(listed, { paint: plainPaint })).toContain('2 alerts, 1 firing');
  });

  it('that share a name are told apart by the labels of their rules', async () => {
    const tiers = ['page', 'ticket'].map((severity) => rule('Burn', { labels: { severity } }));
    const listed = await list({
      rules: tiers,
      alerts: [known('Burn', { labels: { alertname: 'Burn', severity: 'ticket' } })],
    });
    expect(listed.map(({ severity, receivers }) => [severity, receivers])).toEqual([
      ['page', []],
      ['ticket', ['pager']],
    ]);
  });

  it('are also those that Alertmanager has from others', async () => {
    const silenced = known('Elsewhere', { status: { state: 'suppressed' } });
    expect(await list({ rules: [rule('Down')], alerts: [silenced, silenced] })).toMatchObject([
      { name: 'Down' },
      { name: 'Elsewhere', state: 'suppressed', active: 2, receivers: ['pager'], summary: 'told by somebody' },
    ]);
    expect(await list({ alerts: [known('Alone')] })).toMatchObject([{ name: 'Alone', state: 'firing' }]);
  });

  it('whose rule cannot be evaluated are told with the reason', async () => {
    const [broken] = await list({ rules: [rule('Odd', { health: 'err', lastError: 'many-to-many matching' })] });
    expect(broken?.error).toBe('many-to-many matching');
    expect(listText(broken ? [broken] : [], { paint: plainPaint })).toContain(
      'Odd (shop) cannot be evaluated: many-to-many',
    );
  });

  it('may be written with little, as other rulers do', async () => {
    expect(await list({ rules: [{ name: 'Bare' }, rule('Odd', { state: 'unheard', alerts: null })] })).toMatchObject([
      { name: 'Bare', state: 'unknown', severity: '', active: 0 },
      { name: 'Odd', state: 'unknown', active: 0 },
    ]);
  });
});
