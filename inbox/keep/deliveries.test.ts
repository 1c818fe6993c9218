import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { notificationOf } from '../testing/notification';
import { Deliveries } from './deliveries';
import { watchdogOf } from './watchdog';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-inbox-'));
  folders.push(folder);
  return join(folder, 'notifications.ndjson');
}

const names = (deliveries: Deliveries) =>
  deliveries.all().map(({ notification }) => notification.commonLabels.alertname);

describe('what was delivered', () => {
  it('is there again after a restart, newest first, with its trace', () => {
    const file = newFile();
    const before = new Deliveries({ file });
    before.add('pager', notificationOf({ alertname: 'First' }));
    const { id } = before.add('chat', notificationOf({ alertname: 'Second' }));
    before.addTrace(id, 'a trace');
    const after = new Deliveries({ file });
    expect(after.all()).toEqual(before.all());
    expect(names(after)).toEqual(['Second', 'First']);
    expect(after.byId(id)?.traceId).toBe('a trace');
  });

  it('is not spoilt by a line that a killed process was in the middle of', () => {
    const file = newFile();
    new Deliveries({ file }).add('pager', notificationOf({ alertname: 'First' }));
    appendFileSync(file, '{"delivery":{"id":2,"chan');
    new Deliveries({ file }).add('pager', notificationOf({ alertname: 'Second' }));
    expect(names(new Deliveries({ file }))).toEqual(['Second', 'First']);
  });

  it('is kept up to a limit, in memory and on disk, and its ids go on', () => {
    const file = newFile();
    const deliveries = new Deliveries({ file, limit: 10 });
    for (let count = 0; count < 100; count++) deliveries.add('pager', notificationOf());
    expect(deliveries.all().map(({ id }) => id)).toEqual([100, 99, 98, 97, 96, 95, 94, 93, 92, 91]);
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThanOrEqual(31);
    expect(new Deliveries({ file, limit: 10 }).all()).toEqual(deliveries.all());
  });

  it('is not pushed out by the watchdog, of which the last word counts', () => {
    const deliveries = new Deliveries({ file: newFile(), limit: 10 });
    deliveries.add('pager', notificationOf({ alertname: 'Page' }));
    for (let count = 0; count < 100; count++) deliveries.add('watchdog', notificationOf({ alertname: 'Watchdog' }));
    expect(names(deliveries)).toEqual(['Watchdog', 'Page']);
  });

  it('wakes who waits for it', async () => {
    const deliveries = new Deliveries({ file: newFile() });
    const { revision } = deliveries;
    const changed = deliveries.changed(new AbortController().signal);
    deliveries.add('pager', notificationOf());
    await changed;
    expect(deliveries.revision).toBeGreaterThan(revision);
  });
});

describe('the watchdog', () => {
  it('is silent until it was heard, and again when it was not heard for long', () => {
    const deliveries = new Deliveries({ file: newFile() });
    expect(watchdogOf(deliveries.all())).toEqual({ lastHeardAt: undefined, alive: false });
    const { receivedAt } = deliveries.add('watchdog', notificationOf({ alertname: 'Watchdog' }));
    const heard = Date.parse(receivedAt);
    expect(watchdogOf(deliveries.all(), heard + 30_000).alive).toBe(true);
    expect(watchdogOf(deliveries.all(), heard + 60_000)).toEqual({ lastHeardAt: receivedAt, alive: false });
  });

  it('is silent when it has ended: Prometheus no longer says that it fires', () => {
    const deliveries = new Deliveries({ file: newFile() });
    deliveries.add('watchdog', notificationOf({ alertname: 'Watchdog' }));
    deliveries.add('watchdog', notificationOf({ alertname: 'Watchdog' }, { status: 'resolved' }));
    expect(watchdogOf(deliveries.all()).alive).toBe(false);
  });

  it('is not heard in a test of it', () => {
    const deliveries = new Deliveries({ file: newFile() });
    deliveries.add('watchdog', notificationOf({ alertname: 'Watchdog', sightline_test: 'one' }));
    expect(watchdogOf(deliveries.all())).toEqual({ lastHeardAt: undefined, alive: false });
  });
});
