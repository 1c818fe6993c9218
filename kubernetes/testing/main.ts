import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { inRepository, progressOn, readSettings } from '@sightline/stack';
import { installAddOns } from '../cluster/add-ons';
import { ClusterError } from '../cluster/cluster-error';
import { type ClusterFolder, clusterFolder } from '../cluster/folder';
import { clusterEnvironment } from '../cluster/kubectl';
import { startCluster } from '../cluster/start-cluster';
import type { ClusterState } from '../cluster/state';
import { stopCluster } from '../cluster/stop-cluster';
import { whatNodesLack } from '../cluster/what-nodes-lack';
import { provideImages } from './images';

/** Whether everything was tried, and was right; a cluster that could not be had is neither. */
const exitCodes = { proved: 0, failed: 1, onlyChecked: 3 } as const;

/** `npm run test:kubernetes`: starts a cluster, installs the chart into it, tries it, and ends all of it. */
async function prove(): Promise<number> {
  const own = readSettings();
  // Beside a cluster that somebody works with.
  const settings = { ...own, home: join(own.home, 'test-kubernetes') };
  const folder = clusterFolder(settings.home);
  const lacks = whatNodesLack(folder.path);
  const kind = lacks.length === 0 ? 'whole' : 'api-only';
  if (kind === 'api-only') say('NO POD IS RUN: the chart is only checked, by an API server alone.', ...lacks);
  const progress = progressOn(process.stderr);
  try {
    const state = await startCluster({ settings, progress, kind, nodes: 2 });
    if (kind === 'whole') {
      await installAddOns(folder, state, progress);
      await provideImages(folder, state, { settings, progress });
    }
    progress.end();
    const failed = await runTests(folder, state);
    if (failed) return exitCodes.failed;
    if (kind === 'whole') return exitCodes.proved;
    say('NO POD WAS RUN: what this machine lacks for that is said above.');
    return exitCodes.onlyChecked;
  } finally {
    progress.end();
    await stopCluster(settings);
  }
}

/** @returns whether one failed. */
async function runTests(folder: ClusterFolder, state: ClusterState): Promise<boolean> {
  const { kubectl = '' } = state.programs;
  const env = {
    ...clusterEnvironment(folder),
    PATH: `${dirname(kubectl)}:${process.env.PATH}`,
    SIGHTLINE_TEST_CLUSTER: folder.path,
  };
  const args = ['vitest', 'run', '--project', 'kubernetes', ...process.argv.slice(2)];
  const child = spawn('npx', args, { stdio: 'inherit', cwd: inRepository(), env });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  return code !== 0;
}

const say = (...lines: string[]) => {
  const frame = '='.repeat(100);
  console.error([frame, ...lines, frame].join('\n'));
};

prove().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error instanceof ClusterError ? error.message : error.stack);
    process.exitCode = exitCodes.failed;
  },
);
