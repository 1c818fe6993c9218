import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Guarantee {
  readonly promise: string;
  readonly bound: string;
  readonly heldBy: readonly string[];
}

const [promised = ''] = read('docs/guarantees.md').split('## What is not guaranteed');
const guarantees = promised
  .split('\n')
  .filter((line) => /^\| (?!promise \||---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(
    ([, promise = '', bound = '', heldBy = '']): Guarantee => ({
      promise,
      bound,
      heldBy: [...heldBy.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
    }),
  );

/** The files of tests, of promtool and of Go. */
const isTest = (file: string) => /\.test\.(?:tsx?|yml)$|_test\.go$/.test(file);

describe('the guarantees', () => {
  it('are all read', () => expect(guarantees.length).toBeGreaterThan(25));

  it.each(guarantees)('are held: $promise', ({ bound, heldBy }) => {
    expect(bound).toMatch(/\S/);
    expect(heldBy.length).toBeGreaterThan(0);
    expect(heldBy.filter((file) => !isTest(file) || !existsSync(join(root, file)))).toEqual([]);
  });

  it('name a metric and an alert that are there, wherever they name one', () => {
    const alerts = [...read('docs/guarantees.md').matchAll(/`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`/g)].map(([, name]) => name);
    expect(alerts.length).toBeGreaterThan(5);
    expect(alerts.filter((name) => !existsSync(join(root, 'alerts', 'runbooks', `${name}.md`)))).toEqual([]);
    const metrics = [...read('docs/guarantees.md').matchAll(/`([a-z]+(?:_[a-z]+)+_total)`/g)].map(([, name]) => name);
    const declared = ['services/catalogue/generated/telemetry.md', 'services/catalogue/inventory/collector.ts'].map(
      read,
    );
    expect(metrics.filter((name) => !declared.some((text) => text.includes(name ?? '')))).toEqual([]);
  });
});
