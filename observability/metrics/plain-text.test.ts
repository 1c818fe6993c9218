import { describe, expect, test } from 'vitest';
import { plainTextOf, prefersPlainText } from './plain-text';

describe('the format of the metrics', () => {
  test.each([
    ['nothing', undefined, false],
    ['anything', '*/*', false],
    ['plain text', 'text/plain', true],
    ['any text', 'text/*;q=0.8', true],
    ['plain text rather than anything else', 'text/plain, */*;q=0.1', true],
    [
      'what Prometheus does',
      'application/openmetrics-text;version=1.0.0;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=0.0.4;q=0.4,*/*;q=0.1',
      false,
    ],
    [
      'what an older Prometheus does',
      'application/vnd.google.protobuf;q=0.7,text/plain;version=0.0.4;q=0.3,*/*;q=0.1',
      true,
    ],
    ['what a browser does', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false],
    ['nonsense', ';;q=,q=x,', false],
  ])('is the one asked for, by who asks for %s', (_, accept, plain) => {
    expect(prefersPlainText(accept)).toBe(plain);
  });

  test('says the same in plain text, without what that cannot say', () => {
    const openMetrics = [
      '# HELP orders Orders taken',
      '# TYPE orders counter',
      'orders_total{sku="a # {b} c"} 3 # {trace_id="1",span_id="2"} 1 1.5',
      '# HELP delay_seconds Delay',
      '# TYPE delay_seconds histogram',
      '# UNIT delay_seconds seconds',
      'delay_seconds_bucket{le="1.0"} 2 # {trace_id="1",span_id="2"} 0.5 1.5',
      '# EOF',
      '',
    ].join('\n');

    expect(plainTextOf(openMetrics)).toBe(
      [
        '# HELP orders_total Orders taken',
        '# TYPE orders_total counter',
        'orders_total{sku="a # {b} c"} 3',
        '# HELP delay_seconds Delay',
        '# TYPE delay_seconds histogram',
        'delay_seconds_bucket{le="1.0"} 2',
        '',
      ].join('\n'),
    );
  });
});
