import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { chartFolder } from '../generate/places';
import type { KubernetesObject } from './objects';

/** Helm, where it is: SIGHTLINE_HELM_BIN names it, or it is on PATH. */
export const helm: string | undefined = [
  process.env.SIGHTLINE_HELM_BIN ?? '',
  ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'helm')),
].find(isProgram);

export type Values = Readonly<Record<string, unknown>>;

/** A minute: on a full machine it waits for a processor. */
const patience = { encoding: 'utf8', timeout: 60_000, maxBuffer: 64 * 2 ** 20 } as const;

/** A Helm that was built from its module takes another for granted. */
const kubernetes = '--kube-version=1.34.3';

const release = { name: 'shop', namespace: 'shop' };

/**
 * What Helm makes of the chart and of values, without a cluster.
 * @throws what Helm says where it refuses.
 */
export const render = (values: Values): KubernetesObject[] =>
  withFile(values, (file) =>
    objectsIn(run(['template', release.name, chartFolder, '--namespace', release.namespace, kubernetes, '-f', file])),
  );

export const lint = (values: Values): string =>
  withFile(values, (file) => run(['lint', chartFolder, '--strict', kubernetes, '-f', file]));

const objectsIn = (text: string): KubernetesObject[] =>
  parseAllDocuments(text)
    .map((document) => {
      if (document.errors[0]) throw document.errors[0];
      return document.toJS({ maxAliasCount: -1 });
    })
    .filter(Boolean);

const run = (args: readonly string[]): string => {
  if (helm === undefined) throw new Error('there is no helm: put it on PATH, or name it by SIGHTLINE_HELM_BIN');
  return execFileSync(helm, args, { ...patience, stdio: ['ignore', 'pipe', 'pipe'] });
};

function withFile<Result>(values: Values, use: (file: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-values-'));
  try {
    const file = join(folder, 'values.json');
    writeFileSync(file, JSON.stringify(values));
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isProgram(path: string): boolean {
  try {
    if (path !== '') accessSync(path, constants.X_OK);
    return path !== '';
  } catch {
    return false;
  }
}
