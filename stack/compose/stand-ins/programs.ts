import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineName } from '../../component';
import { engines } from '../../components';
import { isFound } from '../../install/found';
import { npmPrograms } from '../../install/npm';
import { programAtHand } from '../../install/program-at-hand';
import { runTool } from '../../install/tool';
import { inRepository } from '../../repository';

const nodeVersion = '24.9.0';
const npmVersion = '11.6.0';

export const standInFolder = inRepository('stack', 'compose', 'stand-ins');

/** The folder with the programs that an image is made from; `work` is for what has to be made for that. */
type Programs = (work: string) => Promise<string>;

/** What the official images are replaced by: a file in this folder, and the programs that it copies. */
export const standIns: Readonly<Record<string, { readonly file: string; readonly programs: Programs }>> = {
  busybox: { file: 'busybox', programs: async () => standInFolder },
  node: { file: 'node', programs: nodeAndNpm },
  postgres: { file: 'postgres', programs: postgresPrograms },
  'apache/kafka': { file: 'kafka', programs: engineFolder('kafka', 'libs') },
  'prom/prometheus': { file: 'prometheus', programs: engineFolder('prometheus', 'prometheus') },
  'prom/alertmanager': { file: 'alertmanager', programs: engineFolder('alertmanager', 'alertmanager') },
  'openzipkin/zipkin': { file: 'zipkin', programs: engineFolder('zipkin', 'lib') },
  'victoriametrics/victoria-logs': { file: 'victoria-logs', programs: engineFolder('victorialogs', 'victoria-logs') },
};

export const collectorProgram = engineFolder('collector', 'otelcol-sightline');

function engineFolder(engine: EngineName, program: string): Programs {
  return async () => dirname(programAtHand(engine, program));
}

async function postgresPrograms(): Promise<string> {
  const postgres = engines.find(({ name }) => name === 'postgres');
  const registry = postgres?.installation.registry;
  if (!postgres || registry?.kind !== 'npm') throw new Error('PostgreSQL does not come from npm any more');
  const found = await npmPrograms(postgres, registry);
  if (!isFound(found)) throw new Error(found.passed);
  const bin = dirname(found.programs.postgres as string);
  chmodSync(join(bin, 'pg_ctl'), 0o755);
  return dirname(bin);
}

/** Node.js and npm of the official image's line, from npm itself, and how npm is to be used here. */
async function nodeAndNpm(work: string): Promise<string> {
  const into = join(work, 'node');
  mkdirSync(into);
  const npm = (...args: string[]) =>
    runTool('npm', { args, cwd: into, env: process.env, remedy: 'it comes with Node.js' });
  const node = `node-linux-${process.arch}`;
  await npm(
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `${node}@${nodeVersion}`,
    `npm@${npmVersion}`,
  );
  const settings = await Promise.all(
    ['registry', 'cafile'].map(async (key) => [key, (await npm('config', 'get', key)).join('')]),
  );
  cpSync(join(into, 'node_modules', node, 'bin'), join(into, 'bin'), { recursive: true });
  cpSync(join(into, 'node_modules', 'npm'), join(into, 'npm'), { recursive: true, verbatimSymlinks: true });
  const kept = settings.filter(([, value]) => value !== '' && value !== 'null');
  writeFileSync(join(into, 'npmrc'), kept.map(([key, value]) => `${key}=${value}\n`).join(''));
  return into;
}
