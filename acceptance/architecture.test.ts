import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { catalogue } from '@sightline/catalogue';
import { libraryCatalogue } from '@sightline/observability/catalogue';
import { describe, expect, test } from 'vitest';
import { root, workspaceFolders } from '../observability/testing/production-files';

const readPackage = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const workspaces = workspaceFolders();
const folderOf = new Map(workspaces.map((folder) => [readPackage(join(root, folder)).name as string, folder]));

/** Tests and what goes with them: what they import is not needed to run. */
const besides = /\.test\.tsx?$|(?:^|\/)(?:bench|testing|conformance)\//;

/** The source files of a folder, those of workspaces inside it left out. */
function sources(folder: string): string[] {
  const visit = (path: string): string[] =>
    readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
      const at = join(path, entry.name);
      if (entry.isDirectory())
        return /^(?:node_modules|dist|generated|\..*)$/.test(entry.name) || units.includes(at) ? [] : visit(at);
      return /\.(?:ts|tsx|mts|mjs|js)$/.test(entry.name) ? [at] : [];
    });
  return visit(folder);
}

const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

const importsOf = (file: string): string[] =>
  [
    ...textOf(file).matchAll(
      /^\s*(?:import|export)\b[^'"]*?from\s*'([^']+)'|^\s*import\s*'([^']+)'|\b(?:import|require)\('([^']+)'\)/gm,
    ),
  ].map(([, from, bare, call]) => from ?? bare ?? call ?? '');

const production = (folder: string) => sources(folder).filter((file) => !besides.test(file));

/** The units that some files import, by their folders. */
const importedBy = (files: readonly string[], own: string): string[] => {
  const imported = files.flatMap(importsOf);
  return [...folderOf]
    .filter(([name, folder]) => folder !== own && imported.some((from) => from === name || from.startsWith(`${name}/`)))
    .map(([, folder]) => folder)
    .sort();
};

/** Where Node would find a package from a folder. */
function installed(name: string, from: string): string | undefined {
  const candidate = join(from, 'node_modules', name);
  if (existsSync(candidate)) return candidate;
  return from === root ? undefined : installed(name, dirname(from));
}

/** What starts by itself. */
const applications = workspaces.filter(
  (folder) => folder.startsWith('services/') && existsSync(join(root, folder, 'main.ts')),
);
const libraries = [
  'services/access',
  'services/catalogue',
  'services/config',
  'services/contracts',
  'services/faults',
  'services/database',
  'services/messaging',
];

interface Arrows {
  readonly needs: readonly string[];
  readonly besides?: readonly string[];
}

/**
 * Who imports whom, all of it: each only what stands above it. `besides` is what tests, benches and conformance import more. Nothing
 * imports a service, and nothing the command line.
 */
const named: Readonly<Record<string, Arrows>> = {
  promql: { needs: [] },
  stores: { needs: [] },
  observability: { needs: [] },
  'services/catalogue': { needs: ['observability'] },
  'services/config': { needs: [] },
  'services/access': { needs: ['services/config'] },
  'services/contracts': { needs: [] },
  'services/faults': { needs: ['observability', 'services/access', 'services/catalogue', 'services/config'] },
  'services/database': { needs: ['observability', 'services/catalogue', 'services/config'] },
  'services/messaging': {
    needs: ['observability', 'services/catalogue', 'services/config', 'services/contracts', 'services/database'],
  },
  'services/http-api': {
    needs: ['observability', 'services/access', 'services/catalogue', 'services/config', 'services/database'],
    besides: ['services/faults'],
  },
  'services/bank': { needs: ['services/access', 'services/config'] },
  'services/front': { needs: ['services/config'] },
  'services/flags': {
    needs: ['observability', 'services/access', 'services/catalogue', 'services/config', 'services/faults'],
  },
  stack: { needs: ['services/access', 'services/config', 'services/contracts', 'stores'] },
  collector: { needs: [], besides: ['stack', 'stores'] },
  alerts: { needs: ['promql', 'services/catalogue'], besides: ['stack', 'stores'] },
  dashboards: { needs: ['observability', 'promql', 'services/catalogue', 'stores'] },
  inbox: { needs: ['promql', 'services/access', 'services/catalogue', 'services/config', 'stores'] },
  'loki-api': { needs: ['promql', 'services/access', 'services/config'], besides: ['stack'] },
  traffic: {
    needs: [
      ...['observability', 'services/access', 'services/catalogue', 'services/config', 'services/contracts'],
      ...['services/faults', 'stack', 'stores'],
    ],
    besides: ['alerts'],
  },
  viewer: { needs: ['services/access', 'services/config', 'stack', 'stores'], besides: ['dashboards', 'traffic'] },
  'viewer/page': { needs: [] },
  cli: {
    needs: [
      ...['alerts', 'dashboards', 'inbox', 'promql', 'services/access', 'services/catalogue', 'services/config'],
      ...['services/contracts', 'services/messaging', 'stack', 'stores', 'traffic'],
    ],
  },
  kubernetes: { needs: ['alerts', 'stack'], besides: ['stores', 'traffic'] },
  acceptance: {
    needs: ['inbox', 'services/database', 'stack', 'stores', 'traffic'],
    besides: [
      ...['alerts', 'dashboards', 'observability', 'services/access', 'services/catalogue', 'services/config'],
      ...['services/contracts', 'services/messaging'],
    ],
  },
  bench: { needs: [], besides: ['alerts', 'collector', 'observability', 'stack', 'stores', 'traffic'] },
};

/** An application may import what is there for all of them; its tests, what starts and asks the platform. */
const mayImport: Arrows = {
  needs: ['observability', ...libraries, 'services/http-api'],
  besides: ['stack', 'stores'],
};
const units = [...new Set([...Object.keys(named), ...applications])];

/** The paths of the stores' own interfaces, which only their clients know. */
const storePaths = /\/api\/v1\/|\/loki\/api\/|\/api\/v2\/|\/api\/search|\/api\/traces/;
const mayNameStorePaths: Readonly<Record<string, string>> = {
  'loki-api/serve/': 'serves them',
  'viewer/serve/': 'serves what Grafana serves',
  'viewer/page/': 'asks its own server, and the stores through it as the browser does',
  'viewer/browser/': 'asks the viewer',
  'stack/engines/zipkin.ts': 'takes the spans of one Zipkin over into the next',
};

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
    const offenders = units
      .filter((folder) => folder !== 'observability')
      .flatMap(production)
      .filter((file) => importsOf(file).some((from) => from.startsWith('@opentelemetry/')));

    expect(offenders).toEqual([]);
  });

  test('is not needed to know the names: the catalogue imports nothing', () => {
    const foreign = production('observability/catalogue').flatMap(importsOf);

    expect(foreign.filter((from) => !from.startsWith('.') || from.startsWith('../../'))).toEqual([]);
  });
});

describe('imports', () => {
  test.each(workspaces)('of %s are in the picture', (folder) => expect(units).toContain(folder));

  test.each(units)('of %s are those in the picture', (folder) => {
    const ran = importedBy(production(folder), folder);
    const all = importedBy(sources(folder), folder);
    const { needs, besides: more = [] } = named[folder] ?? {
      needs: mayImport.needs.filter((other) => ran.includes(other)),
      besides: mayImport.besides?.filter((other) => all.includes(other)),
    };

    expect(ran).toEqual([...needs].sort());
    expect(all).toEqual([...needs, ...more].sort());
    expect([...needs, ...more].filter((other) => units.indexOf(other) > units.indexOf(folder))).toEqual([]);
    expect(all.filter((other) => applications.includes(other))).toEqual([]);
  });

  test('are of what package.json names', () => {
    const undeclared = workspaces.flatMap((folder) => {
      const { dependencies = {}, devDependencies = {} } = readPackage(join(root, folder));
      const has = (names: object, other: string) => [...folderOf].some(([name, at]) => at === other && name in names);
      return [
        ...importedBy(production(folder), folder).filter((other) => !has(dependencies, other)),
        ...importedBy(sources(folder), folder).filter((other) => !has({ ...dependencies, ...devDependencies }, other)),
      ].map((other) => `${folder} -> ${other}`);
    });

    expect(undeclared).toEqual([]);
  });

  test('of another unit go by its name, never by a path into its folder', () => {
    const offenders = units.flatMap((folder) =>
      production(folder).filter((file) =>
        importsOf(file).some(
          (from) => from.startsWith('.') && relative(folder, join(dirname(file), from)).startsWith('..'),
        ),
      ),
    );

    expect(offenders).toEqual([]);
  });

  test('of the compiler of SLOs are its own, and of PromQL: it asks nobody', () => {
    const offenders = production('alerts/compiler')
      .flatMap(importsOf)
      .filter((from) => from.startsWith('@sightline/') && from !== '@sightline/promql');

    expect(offenders).toEqual([]);
  });
});

describe('the interfaces of the stores', () => {
  const naming = units
    .filter((folder) => folder !== 'stores')
    .flatMap(production)
    .filter((file) => storePaths.test(textOf(file)));

  test('are known to their clients alone', () => {
    const excused = Object.keys(mayNameStorePaths);

    expect(naming.filter((file) => !excused.some((part) => file.startsWith(part)))).toEqual([]);
  });

  test.each(Object.entries(mayNameStorePaths))('are named by %s, which %s', (part) =>
    expect(naming.some((file) => file.startsWith(part))).toBe(true),
  );
});

describe('a source folder', () => {
  // `public` and `absent` hold paths that are others': Grafana's addresses, the packages of Go modules.
  const foldersIn = (path: string): string[] =>
    readdirSync(join(root, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(?:node_modules|dist|public|absent|\..*)$/.test(entry.name))
      .flatMap(({ name }) => [join(path, name), ...foldersIn(join(path, name))]);
  const vague = /^(?:build|out|target|lib|utils?|helpers?|common|shared|misc)$/;

  test('is called by what it holds, and not as output is', () => {
    expect(workspaces.flatMap(foldersIn).filter((path) => vague.test(path.split('/').at(-1) ?? ''))).toEqual([]);
  });
});

describe('a service of somebody else’s', () => {
  const wordsOf = (folder: string) => production(folder).map((file) => [file, textOf(file)] as const);

  test('finds none of the shop’s names in the library', () => {
    const shop = catalogue.parts.filter(({ name }) => !libraryCatalogue.parts.some((part) => part.name === name));
    const names = shop.flatMap(({ metrics, attributes, logEvents }) => [
      ...Object.values({ ...metrics, ...logEvents }).map(({ name }) => name),
      ...Object.keys(attributes),
    ]);

    expect(names.length).toBeGreaterThan(50);
    expect(
      wordsOf('observability').flatMap(([file, text]) =>
        names.filter((name) => text.includes(`'${name}'`)).map((name) => `${file}: ${name}`),
      ),
    ).toEqual([]);
  });

  test.each(['observability', 'services/messaging', 'services/http-api'])('finds no mistake in %s', (folder) => {
    const mistaken = wordsOf(folder).filter(([, text]) =>
      /sightline.faults|x-fault|hasFault|onFault|\bthe mistakes?\b/i.test(text),
    );

    expect(mistaken.map(([file]) => file)).toEqual([]);
  });
});

describe('nothing is declared in vain', () => {
  const code = units
    .filter((folder) => ['observability', 'inbox'].includes(folder) || folder.startsWith('services/'))
    .flatMap(production)
    .filter((file) => !/^(?:observability|services)\/catalogue\//.test(file))
    .map(textOf)
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
