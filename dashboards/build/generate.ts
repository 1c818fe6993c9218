import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { complete } from '../defaults';
import { boardNames, readBoard } from './boards';
import { fetchGrafonnet, findGrafonnet, findJsonnet } from './jsonnet';
import { committedMixin, compiledFile, compileMixin, isOutdated, mixinNames } from './mixin';
import { metricsForJsonnet, mixinIndex } from './mixin-data';
import { generatedFolder } from './places';

export interface Generated {
  /** File name to content, of everything that could be made here. */
  readonly files: ReadonlyMap<string, string>;
  /** What was taken as it is committed because it cannot be compiled here, and whether its sources have changed since. */
  readonly kept: readonly { readonly file: string; readonly reason: string; readonly outdated: boolean }[];
}

/**
 * Makes every dashboard, without writing anything.
 *
 * @param options.fetch whether grafonnet may be fetched when it is not found.
 */
export function generate({
  jsonnetPath,
  fetch,
}: {
  readonly jsonnetPath: string | undefined;
  readonly fetch: boolean;
}): Generated {
  const jsonnet = findJsonnet();
  const grafonnet = jsonnet && (findGrafonnet(jsonnetPath) ?? (fetch ? fetchGrafonnet() : undefined));
  const compiled = jsonnet && grafonnet ? compileMixin(jsonnet, grafonnet) : undefined;
  const reason = jsonnet
    ? 'grafonnet is neither on JSONNET_PATH nor in vendor/, and cannot be fetched from here'
    : 'neither jsonnet nor go is on PATH';

  const files = new Map<string, string>();
  const kept: Generated['kept'][number][] = [];
  for (const name of boardNames()) files.set(`${name}.json`, asFile(complete(name, readBoard(name))));
  for (const name of mixinNames()) {
    const made = compiled?.get(name) ?? committedMixin(name);
    if (compiled && made) files.set(compiledFile(name), asFile(made));
    else kept.push({ file: compiledFile(name), reason, outdated: isOutdated(name, made) });
    if (made) files.set(`${name}.json`, asFile(complete(name, made.board)));
  }
  files.set('metrics.libsonnet', metricsForJsonnet());
  files.set('index.libsonnet', mixinIndex([...boardNames(), ...mixinNames()].sort()));
  return { files, kept };
}

/** Generated files that differ from what is committed, are missing, or have no source any more. */
export function stale({ files, kept }: Generated): string[] {
  const expected = new Set([...files.keys(), ...kept.map(({ file }) => file)]);
  const differing = [...files].filter(([file, content]) => read(file) !== content).map(([file]) => file);
  const outdated = kept.filter((one) => one.outdated).map(({ file }) => file);
  return [...differing, ...outdated, ...present().filter((file) => !expected.has(file))].sort();
}

/** Brings the folder in line; returns the files that changed. */
export function write(generated: Generated): string[] {
  const changed = stale(generated).filter((file) => !generated.kept.some((one) => one.file === file));
  for (const file of changed) {
    const path = join(generatedFolder, file);
    const content = generated.files.get(file);
    mkdirSync(dirname(path), { recursive: true });
    if (content === undefined) rmSync(path, { force: true });
    else writeFileSync(path, content);
  }
  return changed;
}

function present(): string[] {
  if (!existsSync(generatedFolder)) return [];
  return readdirSync(generatedFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(generatedFolder.length + 1));
}

function read(file: string): string | undefined {
  const path = join(generatedFolder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

const asFile = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
