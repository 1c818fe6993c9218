import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { alertmanagerConfig } from './alertmanager-config';
import { chartFolder, repository } from './places';
import { valuesSchema } from './values-schema';

/** A file of the chart that is made from others, by its path in the chart. */
export interface ChartFile {
  readonly path: string;
  readonly text: string;
}

/** All of `generated` is ours: what is in it and not made any more is taken away. */
const generated = 'generated';

const textOf = (...path: string[]) => readFileSync(join(repository, ...path), 'utf8');

/**
 * What the chart takes from elsewhere: a chart can only read files of its own folder. The collector's layers and the rules are copies; the
 * routing and the data sources are written as the cluster's objects want them.
 */
export const chartFiles = (): ChartFile[] => [
  ...copies(['collector', 'config'], 'collector', /^(?!secure|tier).*\.yaml$/),
  ...copies(['alerts', 'generated'], 'rules', /\.rules\.yml$/),
  ...copies(['alerts', 'generated', 'platform'], 'rules', /\.rules\.yml$/),
  ...dashboards(),
  { path: `${generated}/alertmanager-config.yaml`, text: written('alerts/alertmanager.yml', routing()) },
  { path: `${generated}/datasources.yaml`, text: written(datasourcesFile, datasources()) },
  { path: 'values.schema.json', text: `${JSON.stringify(valuesSchema(), null, 2)}\n` },
];

function copies(from: readonly string[], to: string, names: RegExp): ChartFile[] {
  return namesIn(join(repository, ...from))
    .filter((name) => names.test(name))
    .map((name) => ({ path: `${generated}/${to}/${name}`, text: textOf(...from, name) }));
}

/** Without the spaces that people like: an object of the cluster holds 1 MiB, and the record of a release as much of all of them. */
const dashboards = (): ChartFile[] =>
  namesIn(join(repository, 'dashboards', 'generated'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({
      path: `${generated}/dashboards/${name}`,
      text: JSON.stringify(JSON.parse(textOf('dashboards', 'generated', name))),
    }));

const routing = () => alertmanagerConfig(parse(textOf('alerts', 'alertmanager.yml')));

const datasourcesFile = 'stack/config/grafana/provisioning/datasources/datasources.yml';

/** Beside those of others nothing is removed that is not named here. */
function datasources(): object {
  const { prune: _, ...rest } = parse(textOf(datasourcesFile));
  return rest;
}

const written = (source: string, content: object) =>
  `# Generated from ${source}. Do not edit.\n${stringify(content, { lineWidth: 0, aliasDuplicateObjects: false })}`;

const namesIn = (folder: string) => readdirSync(folder).sort();

/** Files that differ from what is in the chart, are missing, or are made from nothing any more. */
export function staleFiles(files: readonly ChartFile[]): string[] {
  const expected = new Map(files.map(({ path, text }) => [path, text]));
  const present = readdirSync(join(chartFolder, generated), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(chartFolder.length + 1));
  const differing = files.filter(({ path, text }) => read(path) !== text).map(({ path }) => path);
  return [...differing, ...present.filter((path) => !expected.has(path))].sort();
}

/** Brings the chart in line. @returns what changed. */
export function writeChartFiles(files: readonly ChartFile[]): string[] {
  mkdirSync(join(chartFolder, generated), { recursive: true });
  const changed = staleFiles(files);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const path of changed) {
    const text = texts.get(path);
    if (text === undefined) rmSync(join(chartFolder, path));
    else {
      mkdirSync(dirname(join(chartFolder, path)), { recursive: true });
      writeFileSync(join(chartFolder, path), text);
    }
  }
  return changed;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(chartFolder, path), 'utf8');
  } catch {
    return undefined;
  }
}
