import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Access, Secret } from '@sightline/stores';
import { CliError } from '../cli-error';
import type { Described, Description } from './read-description';

/**
 * What a platform refers to that does not lie beside its file: secrets elsewhere, variables, the kubeconfig. A stranger who leaves a
 * sightline.yaml where somebody works must not be sent them.
 */
export function foreignSecrets({ parts, kubernetes }: Description, file: string): string[] {
  const folder = realPath(dirname(file));
  const secrets = Object.values(parts).flatMap((part) => ('url' in part ? secretsOf(part) : []));
  const foreign = secrets.flatMap((secret) => {
    if ('variable' in secret) return [`the variable ${secret.variable}`];
    return isWithin(realPath(secret.file), folder) ? [] : [`the file ${secret.file}`];
  });
  return [...new Set([...foreign, ...(kubernetes ? ['the cluster of your kubeconfig'] : [])])];
}

/**
 * @throws {CliError} NOT_TRUSTED when a file that was found refers to secrets that do not lie beside it, unless it was trusted as it is.
 */
export function refuseUntrusted(file: Described, description: Description): void {
  const foreign = foreignSecrets(description, file.path);
  if (foreign.length === 0 || isTrusted(file)) return;
  throw new CliError(
    'NOT_TRUSTED',
    `${file.path} was found, not named, and ${description.name} refers to ${foreign.join(', ')}. If the file is yours, trust it as it is now:\n    sightline platform trust ${file.path}\nor name it: --platform ${file.path}#${description.name}`,
  );
}

/** Remembers a file as it is now: changed, it has to be trusted again. */
export function trust({ path, text }: Pick<Described, 'path' | 'text'>): void {
  const folder = dirname(trustedFile());
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${trustedFile()}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ ...trusted(), [realPath(path)]: hashOf(text) }, null, 2), { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, trustedFile());
}

export const isTrusted = ({ path, text }: Pick<Described, 'path' | 'text'>): boolean =>
  trusted()[realPath(path)] === hashOf(text);

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
const trustedFile = () =>
  join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'sightline', 'trusted.json');

function trusted(): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(trustedFile(), 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

function secretsOf({ bearerToken, basicAuth, headers, clientCertificate }: Access): Secret[] {
  return [
    ...(bearerToken ? [bearerToken] : []),
    ...(basicAuth ? [basicAuth.password] : []),
    ...Object.values(headers ?? {}).filter((value) => typeof value !== 'string'),
    ...Object.values(clientCertificate ?? {}).map((file) => ({ file })),
  ];
}

/** Where a path leads, links followed; of what is not there, the place where it would be. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const above = dirname(path);
  return above === path ? path : join(realPath(above), relative(above, path));
}

const isWithin = (path: string, folder: string) => {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !/^([/\\]|[A-Za-z]:)/.test(way);
};
