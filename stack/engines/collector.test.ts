import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { inRepository } from '../repository';
import { testSite } from '../testing/site';
import { collector } from './collector';

const read = (...path: string[]) => readFileSync(inRepository('collector', ...path), 'utf8');

it('is built from exactly what the manifest asks for', () => {
  const { dist, ...kinds } = parse(read('distribution', 'manifest.yaml')) as {
    dist: { version: string };
    [kind: string]: { gomod: string }[] | { version: string };
  };
  const wanted = Object.values(kinds).flatMap((modules) => (modules as { gomod: string }[]).map(({ gomod }) => gomod));
  const components = read('distribution', 'generated', 'components.go') + read('distribution', 'generated', 'main.go');
  const built = [...components.matchAll(/"(\S+ v\d\S+)"/g)].map(([, gomod]) => gomod);
  expect(new Set(built)).toEqual(new Set(wanted));
  expect(dist.version).toBe(collector.version);
});

it('is given every variable its configuration needs', () => {
  const text = ['base', 'zipkin', 'tempo'].map((layer) => read('config', `${layer}.yaml`)).join('\n');
  const needed = [...text.matchAll(/\$\{env:([A-Z_]+)\}/g)].map(([, name]) => name);
  const given = collector.command({ ...testSite(), program: () => 'otelcol' }).env ?? {};
  expect(Object.keys(given)).toEqual(expect.arrayContaining(needed));
});
