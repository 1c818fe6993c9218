import { describe, expect, it } from 'vitest';
import { plainPaint } from '../terminal/paint';
import type { AlertTest } from './alert-test';
import { alertTestsText, alertTestText } from './report';

const at = (ms: number) => new Date(Date.UTC(2026, 0, 1, 12) + ms);

const passed: AlertTest = {
  alert: 'TargetDown',
  severity: 'critical',
  depth: 'notify',
  channel: 'pager',
  hops: { posted: at(0), alertmanager: at(12), received: at(1_020), resolved: at(11_000) },
  links: [{ link: 'runbook', url: 'http://127.0.0.1:3004/runbooks/TargetDown' }],
};
const failed: AlertTest = {
  alert: 'SlowResponses',
  severity: 'warning',
  depth: 'notify',
  channel: 'chat',
  hops: { posted: at(0) },
  links: [],
  problem: 'it never came to Alertmanager',
};

describe('the report of a test', () => {
  it('tells the way hop by hop, and where the links lead', () => {
    expect(alertTestText(passed, plainPaint)).toBe(
      `TargetDown (critical), tested from notify on
hop           at            since the start
posted        12:00:00.000
Alertmanager  12:00:00.012        + 12.0 ms
received      12:00:01.020         + 1.02 s  by pager
resolved      12:00:11.000         + 11.0 s

link     leads to
runbook  http://127.0.0.1:3004/runbooks/TargetDown

It arrived, and so did its end`,
    );
  });

  it('says why a test failed', () => {
    expect(alertTestText(failed, plainPaint)).toContain('Failed: it never came to Alertmanager');
  });

  it('gives each of many a line', () => {
    expect(alertTestsText([passed, failed], plainPaint)).toBe(
      `   alert          by     Alertmanager  received  resolved  links
✓  TargetDown     pager       12.0 ms    1.02 s    11.0 s  runbook
✗  SlowResponses  chat              –         –         –           it never came to Alertmanager

1 of 2 did not pass`,
    );
  });
});
