import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { incidents } from '@sightline/traffic';
import { describe, expect, it } from 'vitest';
import { faults } from '../fault';

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(__dirname, file), 'utf8'));

describe('why', () => {
  it('knows the names of none of the faults and incidents that it is tried on', () => {
    const names = [...faults, ...incidents].map(({ name }) => name);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => sources.some((source) => source.includes(name)))).toEqual([]);
  });

  it('imports nothing that makes them', () => {
    expect(sources.filter((source) => /from '.*(\/fault|\/incident|faults)'/.test(source))).toEqual([]);
  });
});
