import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boardNames, buildBoard } from './boards';
import { fetchGrafonnet, findGrafonnet, findJsonnet } from './jsonnet';
import { buildMixinDashboards, mixinNames } from './mixin';
import { metricsForJsonnet, mixinIndex } from './mixin-data';
import { generatedFolder } from './places';

export interface Generated {
  /** File name to content, of everything that could be made here. */
  readonly files: ReadonlyMap<string, string>;
  /** What could not be made anew, and why; the committed output stands. */
  readonly kept: readonly { readonly file: string; readonly reason: string }[];
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
  const files = new Map<string, string>();
  for (const name of boardNames()) files.set(`${name}.json`, asFile(buildBoard(name)));
  files.set('metrics.libsonnet', metricsForJsonnet());
  files.set('index.libsonnet', mixinIndex([...boardNames(), ...mixinNames()].sort()));

  const jsonnet = findJsonnet();
  const grafonnet = jsonnet && (findGrafonnet(jsonnetPath) ?? (fetch ? fetchGrafonnet() : undefined));
  const reason = jsonnet
    ? 'grafonnet is neither on JSONNET_PATH nor in vendor/ and cannot be fetched: jb install, then again'
    : 'neither jsonnet nor go is on PATH';
  const kept = jsonnet && grafonnet ? [] : mixinNames().map((name) => ({ file: `${name}.json`, reason }));
  if (jsonnet && grafonnet) {
    for (const [name, dashboard] of buildMixinDashboards(jsonnet, grafonnet))
      files.set(`${name}.json`, asFile(dashboard));
  }
  return { files, kept };
}

/** Generated files that differ from what is committed, are missing, or have no source any more. */
export function stale({ files, kept }: Generated): string[] {
  const expected = new Set([...files.keys(), ...kept.map(({ file }) => file)]);
  const differing = [...files].filter(([file, content]) => read(file) !== content).map(([file]) => file);
  const missing = kept.map(({ file }) => file).filter((file) => read(file) === undefined);
  return [...differing, ...missing, ...present().filter((file) => !expected.has(file))].sort();
}

/** Brings the folder in line; returns the files that changed. */
export function write(generated: Generated): string[] {
  mkdirSync(generatedFolder, { recursive: true });
  const changed = stale(generated);
  for (const file of changed) {
    const content = generated.files.get(file);
    if (content === undefined) rmSync(join(generatedFolder, file), { force: true });
    else writeFileSync(join(generatedFolder, file), content);
  }
  return changed;
}

const present = () => (existsSync(generatedFolder) ? readdirSync(generatedFolder) : []);

function read(file: string): string | undefined {
  const path = join(generatedFolder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

const asFile = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
