import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogue } from './catalogue/index';

const root = join(__dirname, '..');
const readPackage = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const workspaces: string[] = readPackage(root).workspaces.filter((folder: string) =>
  existsSync(join(root, folder, 'package.json')),
);
const folderOf = new Map(workspaces.map((folder) => [readPackage(join(root, folder)).name as string, folder]));

/** The source files of a workspace, those of workspaces inside it left out. */
function sources(folder: string): string[] {
  const visit = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      const at = join(path, entry.name);
      if (entry.isDirectory()) return /^(?:node_modules|dist|generated|\..*)$/.test(entry.name) ? [] : visit(at);
      return /\.(?:ts|tsx|mts|mjs)$/.test(entry.name) ? [at] : [];
    });
  return visit(join(root, folder));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'"]*?from\s*'([^']+)'|^\s*import\s*'([^']+)'|\b(?:import|require)\('([^']+)'\)/gm,
    ),
  ].map(([, from, bare, call]) => from ?? bare ?? call ?? '');
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file);
const production = (folder: string) => sources(folder).filter((file) => !isTest(file));

/** The workspaces a workspace needs to run. */
function dependenciesOf(folder: string): string[] {
  const imported = new Set(production(folder).flatMap(importsOf));
  return [...folderOf].flatMap(([name, other]) => {
    const used = [...imported].some((from) => from === name || from.startsWith(`${name}/`));
    return used && other !== folder ? [other] : [];
  });
}

/** Where Node would find a package from a folder. */
function installed(name: string, from: string): string | undefined {
  const candidate = join(from, 'node_modules', name);
  if (existsSync(candidate)) return candidate;
  return from === root ? undefined : installed(name, dirname(from));
}

const applications = ['services/order', 'services/payment', 'services/bank', 'services/flags'];

describe('OpenTelemetry', () => {
  test('is loaded in one version: two of them would not see each other', () => {
    const versions = new Map<string, Set<string>>();
    const visited = new Set<string>();
    const visit = (folder: string): void => {
      if (visited.has(folder)) return;
      visited.add(folder);
      const { name, version, dependencies = {}, peerDependencies = {} } = readPackage(folder);
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
      for (const needed of Object.keys({ ...dependencies, ...peerDependencies })) {
        const found = needed.startsWith('@opentelemetry/') && installed(needed, folder);
        if (found) visit(found);
      }
    };
    for (const folder of ['observability', ...applications]) visit(join(root, folder));

    expect([...versions].filter(([, found]) => found.size > 1)).toEqual([]);
    expect(versions.size).toBeGreaterThan(10);
  });

  test('is imported by observability alone', () => {
    const offenders = workspaces
      .filter((folder) => folder !== 'observability')
      .flatMap(production)
      .filter((file) => importsOf(file).some((from) => from.startsWith('@opentelemetry/')));

    expect(offenders.map((file) => relative(root, file))).toEqual([]);
  });

  test('is not needed to know the names: the catalogue imports nothing', () => {
    const foreign = production('observability/catalogue').flatMap(importsOf);

    expect(foreign.filter((from) => !from.startsWith('.') || from.startsWith('../../'))).toEqual([]);
  });
});

describe('dependencies go one way', () => {
  test('observability depends on no other workspace', () => {
    expect(dependenciesOf('observability')).toEqual([]);
  });

  test.each(workspaces.filter((folder) => folder.startsWith('services/')))(
    '%s depends on observability and on libraries of the services only',
    (folder) => {
      const allowed = (other: string) =>
        other === 'observability' || (other.startsWith('services/') && !applications.includes(other));

      expect(dependenciesOf(folder).filter((other) => !allowed(other))).toEqual([]);
    },
  );

  test('nothing imports a service', () => {
    const importers = workspaces.filter((folder) =>
      dependenciesOf(folder).some((other) => applications.includes(other)),
    );

    expect(importers).toEqual([]);
  });

  test('there is no cycle', () => {
    const cycleFrom = (folder: string, path: readonly string[]): string[] => {
      if (path.includes(folder)) return [[...path.slice(path.indexOf(folder)), folder].join(' -> ')];
      return dependenciesOf(folder).flatMap((next) => cycleFrom(next, [...path, folder]));
    };

    expect(workspaces.flatMap((folder) => cycleFrom(folder, []))).toEqual([]);
  });

  test('a workspace is imported by its name, never by a path into its folder', () => {
    const offenders = workspaces.flatMap((folder) =>
      production(folder).filter((file) =>
        importsOf(file).some(
          (from) => from.startsWith('.') && relative(join(root, folder), join(file, '..', from)).startsWith('..'),
        ),
      ),
    );

    expect(offenders.map((file) => relative(root, file))).toEqual([]);
  });
});

describe('nothing is declared in vain', () => {
  const code = workspaces
    .filter((folder) => folder === 'observability' || folder.startsWith('services/'))
    .flatMap(production)
    .filter((file) => !file.startsWith(join(root, 'observability', 'catalogue')))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const unused = (kind: keyof typeof catalogue, keys: readonly string[]) =>
    keys.filter(
      (key) => !new RegExp(`\\b${kind}\\.${key}\\b`).test(code) && !new RegExp(`^ +${key}: `, 'm').test(code),
    );

  test('every metric is written', () => {
    expect(unused('metrics', Object.keys(catalogue.metrics))).toEqual([]);
  });

  test('every span that is not an instrumentation’s is made', () => {
    const own = Object.entries(catalogue.spans).filter(([, span]) => !('instrumentation' in span));

    expect(
      unused(
        'spans',
        own.map(([key]) => key),
      ),
    ).toEqual([]);
  });

  test('every log event is emitted', () => {
    expect(unused('logEvents', Object.keys(catalogue.logEvents))).toEqual([]);
  });
});
