import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { mixinFolder, packageFolder, vendorFolder } from './places';

const grafonnet = 'github.com/grafana/grafonnet/gen/grafonnet-v11.4.0/main.libsonnet';

export class JsonnetFailed extends Error {
  readonly code = 'JSONNET_FAILED';
}

/** How to start the jsonnet CLI: from PATH, or built by Go from the version pinned in mixin/go.mod. */
export type Jsonnet = readonly [command: string, ...first: string[]];

export function findJsonnet(): Jsonnet | undefined {
  const candidates: Jsonnet[] = [['jsonnet'], ['go', 'tool', 'jsonnet']];
  return candidates.find(([command, ...first]) => run([command, ...first, '--version']).status === 0);
}

/** The folder that holds grafonnet: one of JSONNET_PATH, or `vendor/`. */
export function findGrafonnet(jsonnetPath: string | undefined): string | undefined {
  const folders = [...(jsonnetPath ?? '').split(delimiter).filter(Boolean), vendorFolder];
  return folders.find((folder) => existsSync(join(folder, grafonnet)));
}

/** Fetches what jsonnetfile.lock.json pins into `vendor/`, where there is a network that reaches it. */
export function fetchGrafonnet(): string | undefined {
  // `go tool -n` builds jb and says where it is; jb itself must run beside jsonnetfile.json.
  const built = run(['go', 'tool', '-n', 'jb']).stdout?.trim();
  const jb = ['jb', built].find((candidate) => candidate && run([candidate, '--version']).status === 0);
  if (!jb) return undefined;
  // jb takes it as a path from where it runs, an absolute one, too.
  run([jb, 'install', '--jsonnetpkg-home', relative(packageFolder, vendorFolder)], {
    cwd: packageFolder,
    timeout: 60_000,
  });
  return findGrafonnet(undefined);
}

/**
 * Evaluates a file, or code that begins with an import.
 *
 * @throws {JsonnetFailed} with what jsonnet said: file, line and reason.
 */
export function evaluate(
  jsonnet: Jsonnet,
  source: { readonly file: string } | { readonly code: string },
  searched: readonly string[] = [],
): unknown {
  const flags = searched.flatMap((folder) => ['-J', folder]);
  const input = 'file' in source ? [source.file] : ['-e', source.code];
  const { status, stdout, stderr } = run([...jsonnet, ...flags, ...input]);
  if (status !== 0) throw new JsonnetFailed(stderr.trim());
  return JSON.parse(stdout);
}

function run([command, ...args]: readonly string[], options: { cwd?: string; timeout?: number } = {}) {
  return spawnSync(command ?? '', args, {
    cwd: mixinFolder,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
}
