import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { notificationSchema } from '../receive/notification';
import { notificationOf } from '../testing/notification';
import { Deliveries } from './deliveries';
import { SilenceAlarm } from './silence-alarm';

/** An inbox that checks every two seconds of a time of its own. */
function inbox() {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-inbox-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'notifications.ndjson');
  const began = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: began });
  onTestFinished(() => void vi.useRealTimers());
  let deliveries = new Deliveries({ file });
  let alarm = new SilenceAlarm(deliveries);
  let seconds = 0;
  return {
    hear: (status: 'firing' | 'resolved' = 'firing', labels = {}) =>
      void deliveries.add('watchdog', notificationOf({ alertname: 'Watchdog', ...labels }, { status })),
    pass(until: number) {
      for (; seconds < until; seconds += 2) {
        vi.setSystemTime(began + seconds * 1000);
        alarm.check();
      }
    },
    sleep(until: number) {
      seconds = until;
      vi.setSystemTime(began + seconds * 1000);
    },
    startAgain() {
      deliveries = new Deliveries({ file });
      alarm = new SilenceAlarm(deliveries);
    },
    told: () =>
      deliveries
        .all()
        .filter(({ channel }) => channel === 'pager')
        .map(({ notification }) => [notification.commonLabels.alertname, notification.status])
        .reverse(),
    all: () => deliveries.all(),
  };
}

const fired = ['WatchdogSilent', 'firing'];

describe('the alarm of a silent watchdog', () => {
  it('reaches the pager within a minute of its last word, once, in the form of every other', () => {
    const { hear, pass, told, all } = inbox();
    hear();
    pass(44);
    expect(told()).toEqual([]);
    pass(60);
    expect(told()).toEqual([fired]);
    pass(600);
    expect(told()).toEqual([fired]);
    const pager = all().find(({ channel }) => channel === 'pager');
    expect(notificationSchema.parse(pager?.notification)).toEqual(pager?.notification);
  });

  it('comes at once when Prometheus has let it end', () => {
    const { hear, pass, told } = inbox();
    hear();
    pass(46);
    hear('resolved');
    pass(50);
    expect(told()).toEqual([fired]);
  });

  it('ends when it is heard again', () => {
    const { hear, pass, told } = inbox();
    hear('resolved');
    pass(60);
    hear();
    pass(64);
    expect(told()).toEqual([fired, ['WatchdogSilent', 'resolved']]);
  });

  it('is not raised for one that was never heard, nor by a test of it', () => {
    const { hear, pass, told } = inbox();
    pass(300);
    hear('resolved', { sightline_test: 'a test' });
    pass(600);
    expect(told()).toEqual([]);
  });

  it('is not raised because the inbox itself was away or stood still', () => {
    const { hear, pass, sleep, startAgain, told } = inbox();
    hear();
    pass(10);
    sleep(1000);
    pass(1040);
    expect(told()).toEqual([]);
    sleep(2000);
    startAgain();
    pass(2040);
    expect(told()).toEqual([]);
    pass(2060);
    expect(told()).toEqual([fired]);
  });

  it('is known over a restart', () => {
    const { hear, pass, startAgain, told } = inbox();
    hear();
    pass(60);
    startAgain();
    pass(600);
    expect(told()).toEqual([fired]);
  });
});
