import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allComponents, defaultPorts, inRepository, type PortName, portVariable } from '@sightline/stack';
import { usageError } from '../cli-error';
import { spellingsOf } from './spellings';

const longest = 30;

/** Folders that hold output, tests or a third party's files, and words that say nothing: `acceptance/architecture.test.ts`. */
const folders =
  /^(?:dist|node-modules|generated|bench|testing|conformance|public|absent|build|out|target|lib|utils?|helpers?|common|shared|misc)$/;

/** Names of hosts and of ourselves. */
const hosts = /^(?:localhost|host|sightline|all|local|compose)$/;

/** What the compiler's CommonJS modules call so already. */
const modules = new Set(['exports', 'require', 'module']);

/** Files in which a new service gets a word of its own. */
const withWords = ['stack/components.ts', 'services/catalogue/shop.ts'];

/**
 * Sees to it that a service can be called so everywhere: in a file, a host, a variable, a metric, a word of TypeScript.
 *
 * @throws {CliError} USAGE saying why not, and what would do.
 */
export function refuseName(name: string): void {
  const reason = reasonAgainst(name);
  if (reason !== undefined) throw usageError(`A service cannot be called "${name.slice(0, 60)}": ${reason}`);
}

function reasonAgainst(name: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/.test(name))
    return 'give small letters and digits, in words with dashes between them that each begin with a letter: gift-card';
  if (name.length > longest) return `it is longer than ${longest} characters`;
  if (taken().has(name)) return 'that is taken; `sightline status` lists the components';
  if (folders.test(name)) return 'a folder of that name would hold something else; name what the service does';
  if (hosts.test(name)) return 'that is somebody else’s name; name what the service does';
  const { camel } = spellingsOf(name);
  if (isReserved(camel)) return `"${camel}" is a word of TypeScript; take two words`;
  const ports = Object.keys(defaultPorts).map((port) => portVariable(port as PortName));
  if (ports.includes(portVariable(name as PortName))) return `${portVariable(name as PortName)} is another port's`;
  const file = withWords.find((path) => new RegExp(`\\b${camel}\\b`).test(codeOf(path)));
  if (file !== undefined) return `"${camel}" means something else in ${file}; take two words`;
  return undefined;
}

/** The names of components, of workspaces, and of what is scraped. */
function taken(): Set<string> {
  const workspaces = Object.keys(JSON.parse(textOf('package-lock.json')).packages);
  const jobs = [...textOf('collector/config/base.yaml').matchAll(/job_name: (\S+)/g)];
  return new Set([
    ...allComponents.map(({ name }) => name),
    ...workspaces.map((path) => /^node_modules\/@sightline\/(.+)$/.exec(path)?.[1] ?? path),
    ...jobs.map(([, job = '']) => job),
  ]);
}

function isReserved(word: string): boolean {
  if (word in globalThis || word in {} || modules.has(word)) return true;
  try {
    new Function(`'use strict'; async () => { const ${word} = 0; }`);
    return false;
  } catch {
    return true;
  }
}

const textOf = (path: string) => readFileSync(inRepository(path), 'utf8');

/** Without its comments and texts. */
const codeOf = (path: string) => textOf(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'/g, '');

/** The first of these files that is there already. */
export const present = (paths: readonly string[]): string[] =>
  paths.filter((path) => existsSync(join(inRepository(), path)));
