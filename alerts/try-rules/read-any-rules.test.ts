import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readAnyRules } from './read-any-rules';

const folder = mkdtempSync(join(tmpdir(), 'sightline-any-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const file = join(folder, 'rules.yml');
  writeFileSync(file, text);
  return readAnyRules(file);
}

const groups = (indent = '') =>
  [
    'groups:',
    '  - name: shop',
    '    rules:',
    '      - { alert: Down, expr: up == 0, for: 5m, labels: { tier: 2 } }',
    '      - { record: a:b, expr: sum(up) }',
  ]
    .map((line) => `${indent}${line}`)
    .join('\n');

describe('rules of anybody', () => {
  it.each([
    ['a file of Prometheus', groups()],
    [
      'an object of its operator',
      `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: x }\nspec:\n${groups('  ')}`,
    ],
    ['a namespace of a ruler', `namespace: shop\n${groups()}`],
    ['several documents', `---\n${groups()}\n---\nnamespace: other\ngroups: []\n`],
  ])('are read from %s', (_, text) => {
    const { alerts, recorded } = read(text);
    expect(alerts).toEqual([{ name: 'Down', expr: 'up == 0', for: 300_000, labels: { tier: '2' }, annotations: {} }]);
    expect([...recorded]).toEqual([['a:b', 'sum(up)']]);
  });

  it.each([
    ['', 'it holds no rules'],
    ['kind: ConfigMap', 'it holds no rules'],
    ['groups: [{ name: a, rules: [{ alert: A }] }]', 'expr'],
    ['groups: [{ name: a, rules: [{ alert: A, expr: "sum(up" }] }]', 'the expression of A does not parse'],
    ['groups: [{ name: a, rules: [{ alert: A, expr: up, for: soon }] }]', '"soon" is no length of time'],
    ['groups: [', 'it is no YAML'],
    ['groups: 5', 'Invalid input'],
  ])('are refused by their file when they are %j', (text, reason) => {
    expect(() => read(text)).toThrow(new RegExp(`rules\\.yml: .*${reason}`, 's'));
  });

  it('are refused when they are not there', () => {
    expect(() => readAnyRules(join(folder, 'gone.yml'))).toThrow('gone.yml cannot be read');
  });
});
