import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Board } from '../board';
import { evaluate, type Jsonnet } from './jsonnet';
import { declaredForJsonnet, metricsForJsonnet } from './mixin-data';
import { mixinFolder, mixinGeneratedFolder } from './places';

/** What jsonnet gave for one file, and from which sources: enough to tell, without jsonnet, whether it is still true. */
export interface Compiled {
  readonly sources: string;
  /** A jsonnet file gives what a TypeScript one exports; grafonnet makes its panels and variables. */
  readonly board: Board;
}

/** Every dashboard written in jsonnet. */
export const mixinNames = (): string[] =>
  readdirSync(mixinFolder)
    .filter((file) => file.endsWith('.jsonnet'))
    .map((file) => basename(file, '.jsonnet'))
    .sort();

/** Where the outcome of one is committed. */
export const compiledPath = (name: string) => join(mixinGeneratedFolder, `${name}.json`);

/** Evaluates every jsonnet dashboard against the catalogue as it is now, not as it was last generated. */
export function compileMixin(jsonnet: Jsonnet, grafonnet: string): Map<string, Compiled> {
  const catalogue = mkdtempSync(join(tmpdir(), 'sightline-jsonnet-'));
  try {
    writeFileSync(join(catalogue, 'metrics.libsonnet'), metricsForJsonnet());
    const compile = (name: string): Compiled => ({
      sources: sourcesOf(name),
      board: evaluate(jsonnet, { file: source(name) }, [grafonnet, catalogue]) as Board,
    });
    return new Map(mixinNames().map((name) => [name, compile(name)]));
  } finally {
    rmSync(catalogue, { recursive: true, force: true });
  }
}

/** What was compiled and committed before. */
export function committedMixin(name: string): Compiled | undefined {
  const path = compiledPath(name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Compiled) : undefined;
}

export const isOutdated = (name: string, compiled: Compiled | undefined) => compiled?.sources !== sourcesOf(name);

/** The file, the house style, and the declarations it names: whatever else changes does not change the outcome. */
function sourcesOf(name: string): string {
  const text = readFileSync(source(name), 'utf8');
  const declared = declaredForJsonnet();
  const named = [...new Set([...text.matchAll(/\bmetrics\.(\w+)/g)].map(([, key]) => key ?? ''))].sort();
  const hash = createHash('sha256')
    .update(text)
    .update(readFileSync(join(mixinFolder, 'house.libsonnet')));
  for (const key of named) hash.update(JSON.stringify(declared[key] ?? key));
  return hash.digest('hex');
}

const source = (name: string) => join(mixinFolder, `${name}.jsonnet`);
