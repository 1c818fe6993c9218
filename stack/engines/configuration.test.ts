import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Engine } from '../component';
import { inRepository } from '../repository';
import { testSite } from '../testing/site';
import { certificatesIn } from '../tls/certificates';
import { collector } from './collector';
import { grafana } from './grafana';
import { kafka } from './kafka';
import { loki } from './loki';
import { tempo } from './tempo';

/** The engines that expand variables of their environment in their configuration, and how they spell one. */
const cases: readonly [Engine, string, RegExp][] = [
  [collector, 'collector/config', /\$\{env:([A-Z_]+)\}/g],
  [loki, 'stack/config/loki', /\$\{([A-Z_]{5,})\}/g],
  [tempo, 'stack/config/tempo', /\$\{([A-Z_]{5,})\}/g],
  [kafka, 'stack/config/kafka', /\$\{env:([A-Z_]{5,})\}/g],
  [grafana, 'stack/config/grafana', /(?<!\$)\$([A-Z_]{5,})/g],
];

it.each(cases)('$name is given every variable that its configuration needs', (engine, folder, variable) => {
  const needed = filesIn(inRepository(folder)).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(variable)].map(([, name]) => name),
  );
  const site = { ...testSite(), certificates: certificatesIn('/tls'), program: () => testSite().home.path };
  expect(needed.length).toBeGreaterThan(0);
  expect(Object.keys(engine.command(site).env ?? {})).toEqual(expect.arrayContaining(needed));
});

const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]))
    .filter((path) => /\.(ya?ml|properties|ini)$/.test(path));
