import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duration } from '@sightline/promql';
import { afterAll, describe, expect, it } from 'vitest';
import { type AlertCase, readCases } from './case-file';
import { alertTests } from './case-tests';

const folder = mkdtempSync(join(tmpdir(), 'sightline-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));

function cases(text: string) {
  const file = join(folder, 'cases.yml');
  writeFileSync(file, text);
  return readCases(file);
}

const rule = {
  alert: 'Queued',
  expr: 'max by (name) (rate(queued_total[2m])) > 1',
  for: duration('1m'),
  labels: { severity: 'warning', name: '{{ $labels.queue }}' },
  annotations: { summary: '{{ $labels.name }} has {{ $value | humanize }}' },
};

const queued = (more: string) =>
  cases(
    `Queued: { labels: { queue: a }, value: "2", series: { 'queued_total{queue="a"}': 0/s | 1/s | 2/s }, ${more} }`,
  );

const namesOf = (list: readonly AlertCase[] = []) => alertTests(rule, list).map(({ name }) => name);

describe('the case of an alert', () => {
  it('becomes a test for each thing that must hold', () => {
    const { Queued = [] } = queued('expires after: 5m, silent: { a lone one: { \'queued_total{queue="a"}\': +1 } }');
    expect(namesOf(Queued)).toEqual([
      'Queued fires when it should, says what it should, and ends',
      'Queued is silent just below its threshold',
      'Queued ends by itself when it is old news',
      'Queued is silent without any series',
      'Queued is silent when nothing happens',
      'Queued takes a restart for no event, and fires all the same after one',
      'Queued is silent: a lone one',
    ]);
  });

  it('says how the alert looks when it fires', () => {
    const [fires] = alertTests(rule, queued('').Queued ?? []);
    expect(fires?.alerts?.[0]?.instances).toEqual([
      {
        labels: { alertname: 'Queued', queue: 'a', severity: 'warning', name: 'a' },
        annotations: { summary: 'a has 2' },
      },
    ]);
  });

  it('may be one of several, and they are told apart', () => {
    const list = [...(queued('').Queued ?? []), ...(queued('').Queued ?? [])];
    expect(new Set(namesOf(list)).size).toBe(namesOf(list).length);
  });

  it('writes many series as one', () => {
    const [each] = cases('Many: { series: { \'a{b="{1..3}"}\': 1 } }').Many ?? [];
    expect(Object.keys(each?.series ?? {})).toEqual(['a{b="1"}', 'a{b="2"}', 'a{b="3"}']);
  });

  it.each([
    ['Queued: { series: { up: 1 | 2 } }', 'neither one level nor three'],
    ['Queued: { series: { up: much } }', 'is no level'],
    ['Queued: { sereis: { up: 1 } }', 'sereis'],
  ])('is refused: %s', (text, reason) => expect(() => cases(text)).toThrow(reason));

  it('has all labels that the texts of its alert ask for', () => {
    const asks = { ...rule, annotations: { summary: '{{ $labels.nobody }}' } };
    expect(() => alertTests(asks, queued('').Queued ?? [])).toThrow('asks for the label nobody');
  });

  it('cannot say of an unknown series that it is silent', () => {
    expect(() => alertTests(rule, queued('silent: { other: { down: 1 } }').Queued ?? [])).toThrow(
      '"other" speaks of unknown series down',
    );
  });
});
