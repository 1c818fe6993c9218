import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Board } from '../board';
import { complete } from '../defaults';
import { boardNames, readBoard } from './boards';
import { fetchGrafonnet, findGrafonnet, findJsonnet } from './jsonnet';
import { committedMixin, compiledPath, compileMixin, isOutdated, mixinNames } from './mixin';
import { metricsForJsonnet, mixinIndex } from './mixin-data';
import { generatedFolder, mixinGeneratedFolder } from './places';

export interface Generated {
  /** Path to content, of everything that could be made here. */
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
  const dashboard = (name: string, board: Board) =>
    files.set(join(generatedFolder, `${name}.json`), asFile(complete(name, board)));
  for (const name of boardNames()) dashboard(name, readBoard(name));
  for (const name of mixinNames()) {
    const made = compiled?.get(name) ?? committedMixin(name);
    if (compiled && made) files.set(compiledPath(name), asFile(made));
    else kept.push({ file: compiledPath(name), reason, outdated: isOutdated(name, made) });
    if (made) dashboard(name, made.board);
  }
  files.set(join(mixinGeneratedFolder, 'metrics.libsonnet'), metricsForJsonnet());
  files.set(join(mixinGeneratedFolder, 'index.libsonnet'), mixinIndex([...boardNames(), ...mixinNames()].sort()));
  return { files, kept };
}

/** Generated files that differ from what is committed, are missing, or have no source any more. */
export function stale({ files, kept }: Generated): string[] {
  const expected = new Set([...files.keys(), ...kept.map(({ file }) => file)]);
  const differing = [...files].filter(([file, content]) => read(file) !== content).map(([file]) => file);
  const outdated = kept.filter((one) => one.outdated).map(({ file }) => file);
  const orphans = [generatedFolder, mixinGeneratedFolder].flatMap(filesIn).filter((file) => !expected.has(file));
  return [...differing, ...outdated, ...orphans].sort();
}

/** Brings the folders in line; returns the files that changed. */
export function write(generated: Generated): string[] {
  const changed = stale(generated).filter((file) => !generated.kept.some((one) => one.file === file));
  for (const file of changed) {
    const content = generated.files.get(file);
    mkdirSync(dirname(file), { recursive: true });
    if (content === undefined) rmSync(file, { force: true });
    else writeFileSync(file, content);
  }
  return changed;
}

const filesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []);

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

const asFile = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
