import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { inRepository } from '../repository';
import { collector } from './collector';

const read = (...path: string[]) => readFileSync(inRepository('collector', 'distribution', ...path), 'utf8');

interface Manifest {
  readonly dist: { readonly version: string };
  readonly [kind: string]: unknown;
}

it('is built from exactly what the manifest asks for', () => {
  const { dist, replaces: _, ...kinds } = parse(read('manifest.yaml')) as Manifest;
  const wanted = (Object.values(kinds) as { gomod: string }[][]).flat().map(({ gomod }) => gomod);
  const sources = read('generated', 'components.go') + read('generated', 'main.go');
  const built = [...sources.matchAll(/"(\S+ v\d\S+)"/g)].map(([, gomod]) => gomod);
  expect(new Set(built)).toEqual(new Set(wanted));
  expect(dist.version).toBe(collector.version);
});
