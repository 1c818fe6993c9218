import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInbox } from './inbox';
import { Deliveries } from './keep/deliveries';
import { Runbooks } from './page/runbooks';
import { notificationOf } from './testing/notification';

const links = {
  inbox: 'http://inbox.example.com:3004',
  dashboards: 'http://127.0.0.1:3000',
  alertmanager: 'http://127.0.0.1:9093',
};
const host = '127.0.0.1';
const headers = { host: `${host}:3004` };

let folder: string;
let deliveries: Deliveries;
let inbox: ReturnType<typeof createInbox>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-inbox-'));
  deliveries = new Deliveries({ file: join(folder, 'data', 'notifications.ndjson') });
  mkdirSync(join(folder, 'runbooks'));
  writeFileSync(
    join(folder, 'runbooks', 'HighErrorRate.md'),
    '# HighErrorRate\n\n<script>alert(1)</script>\n\n`up == 0` [here](/d/sightline-slo), or [there](TargetDown.md)',
  );
  mkdirSync(join(folder, 'more'));
  writeFileSync(join(folder, 'more', 'PodPending.md'), '# PodPending\n\nNo node has room.');
  writeFileSync(join(folder, 'more', 'HighErrorRate.md'), '# HighErrorRate\n\nAnother.');
  inbox = createInbox({
    deliveries,
    onDelivery: () => {},
    host,
    report: () => {},
    links,
    runbooks: ['runbooks', 'missing', 'more'].map((name) => join(folder, name)).join(delimiter),
    assets: join(__dirname, 'page'),
  });
});

afterEach(async () => {
  await inbox.close();
  rmSync(folder, { recursive: true });
});

const post = (path: string, payload: object | string) =>
  inbox.inject({ method: 'POST', url: path, payload, headers: { ...headers, 'content-type': 'application/json' } });
const get = (url: string) => inbox.inject({ url, headers });

describe('a notification', () => {
  it('is taken, kept and told by channel, alert, test and time', async () => {
    expect((await post('/notify/pager', notificationOf({ sightline_test: 'one' }))).statusCode).toBe(202);
    await post('/notify/chat', notificationOf({ alertname: 'SlowResponses' }));
    const found = async (query: string) => (await get(`/api/notifications?${query}`)).json().notifications.length;
    expect(await found('')).toBe(2);
    expect(await found('channel=pager')).toBe(1);
    expect(await found('alertname=SlowResponses')).toBe(1);
    expect(await found('test=one')).toBe(1);
    expect(await found('since=2100-01-01T00:00:00Z')).toBe(0);
  });

  it('has the links a person would follow', async () => {
    const annotations = {
      runbook_url: 'alerts/runbooks/HighErrorRate.md',
      dashboard_url: '/d/sightline-service?var-service=order',
    };
    const { id } = (await post('/notify/pager', notificationOf({}, { annotations }))).json();
    deliveries.addTrace(id, 'abc');
    const [alert] = (await get(`/api/notifications/${id}`)).json().notification.alerts;
    expect(alert.links).toMatchObject({
      runbook: 'http://inbox.example.com:3004/runbooks/HighErrorRate',
      dashboard: 'http://127.0.0.1:3000/d/sightline-service?var-service=order',
      silence: expect.stringContaining(encodeURIComponent('alertname="HighErrorRate"')),
      trace: expect.stringContaining('abc'),
    });
  });

  it('is waited for', async () => {
    const waiting = get('/api/notifications?revision=0&wait=30');
    await post('/notify/pager', notificationOf());
    expect((await waiting).json().notifications).toHaveLength(1);
  });

  it('is shown as text, whatever is in it', async () => {
    await post('/notify/pager', notificationOf({}, { annotations: { summary: '<img src=x onerror=alert(1)>' } }));
    const { body } = await get('/');
    expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(body).not.toContain('<img src=x');
  });
});

describe('bad input is refused and not kept', () => {
  it.each([
    ['another channel', '/notify/fax', notificationOf(), 400],
    ['something else than a notification', '/notify/pager', { alerts: [] }, 400],
    ['no JSON', '/notify/pager', '{', 400],
    ['more than a notification can be', '/notify/pager', { text: 'x'.repeat(300_000) }, 413],
  ])('%s', async (_, path, payload, status) => {
    const response = await post(path, payload);
    expect(response.statusCode).toBe(status);
    expect(deliveries.all()).toEqual([]);
  });

  it.each([
    ['/api/notifications?chanel=pager', 400],
    ['/api/notifications?wait=3600', 400],
    ['/api/notifications/none', 400],
    ['/api/notifications/7', 404],
    ['/?channel=fax', 400],
    ['/runbooks/..%2F..%2Fsecrets', 404],
    ['/elsewhere', 404],
  ])('%s', async (path, status) => expect((await get(path)).statusCode).toBe(status));
});

describe('the page', () => {
  it('says when the watchdog is silent', async () => {
    expect((await get('/')).body).toContain('The watchdog is silent');
    await post('/notify/watchdog', notificationOf({ alertname: 'Watchdog' }));
    expect((await get('/')).body).toContain('alerts find their way');
  });

  it('shows runbooks, their markup as text', async () => {
    expect((await get('/runbooks')).body).toContain('href="/runbooks/HighErrorRate"');
    const { body } = await get('/runbooks/HighErrorRate');
    expect(body).toContain('<code>up == 0</code>');
    expect(body).toContain('href="http://127.0.0.1:3000/d/sightline-slo"');
    expect(body).toContain('href="/runbooks/TargetDown"');
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('shows those of each folder, and of two by one name the first', async () => {
    const { body } = await get('/runbooks');
    expect(body.match(/href="\/runbooks\/\w+"/g)).toEqual([
      'href="/runbooks/HighErrorRate"',
      'href="/runbooks/PodPending"',
    ]);
    expect((await get('/runbooks/PodPending')).body).toContain('No node has room.');
    expect((await get('/runbooks/HighErrorRate')).body).not.toContain('Another.');
  });

  it('is told of those of the platform and of a cluster', () => {
    // As it runs: folders are found from there.
    const { configSchema } = createRequire(__filename)('./dist/config.js');
    const path = configSchema.shape.RUNBOOKS.parse(undefined);
    const names = new Runbooks({ path, dashboards: links.dashboards }).names();
    expect(names).toEqual(expect.arrayContaining(['Watchdog', 'PodPending']));
  });

  it('answers under its own names only', async () => {
    const statusFor = async (asked: string) =>
      (await inbox.inject({ url: '/api/notifications', headers: { host: asked } })).statusCode;
    expect(await statusFor('elsewhere.example')).toBe(421);
    expect(await statusFor(`${new URL(links.inbox).hostname}:3004`)).toBe(200);
  });

  it('says to everybody that it lives: who looks after it asks at the address of the moment', async () => {
    const response = await inbox.inject({ url: '/health/live', headers: { host: '10.244.2.18:3004' } });
    expect(response.statusCode).toBe(200);
  });
});
