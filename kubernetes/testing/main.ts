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
import { Interrupted, withOwnCluster } from './own-cluster';

/** Whether everything was tried, and was right; a cluster that could not be had is neither. */
const exitCodes = { proved: 0, failed: 1, onlyChecked: 3, interrupted: 130 } as const;

/** `npm run test:kubernetes`: starts a cluster, installs the chart into it, tries it, and ends all of it. */
async function prove(): Promise<number> {
  const own = readSettings();
  // Beside a cluster that somebody works with.
  const settings = { ...own, home: join(own.home, 'test-kubernetes') };
  const folder = clusterFolder(settings.home);
  const lacks = whatNodesLack(folder.path);
  const kind = lacks.length === 0 ? 'whole' : 'api-only';
  if (kind === 'api-only')
    say('NO POD IS RUN: what the chart renders is only checked, by an API server alone.', ...lacks);
  const progress = progressOn(process.stderr);
  const start = () => startCluster({ settings, progress, kind, nodes: 2 });
  const stop = () => {
    progress.end();
    return stopCluster(settings);
  };
  try {
    return await withOwnCluster({ start, stop }, async (state, interrupted) => {
      if (kind === 'whole') {
        await installAddOns(folder, state, progress);
        await provideImages(folder, state, { settings, progress });
      }
      progress.end();
      if (await runTests(folder, state, interrupted)) return exitCodes.failed;
      if (kind === 'whole') return exitCodes.proved;
      say('NO POD WAS RUN: what this machine lacks for that is said above.');
      return exitCodes.onlyChecked;
    });
  } finally {
    progress.end();
  }
}

/** What the chart renders is looked at first: that takes no cluster. @returns whether a test failed. */
async function runTests(folder: ClusterFolder, state: ClusterState, interrupted: AbortSignal): Promise<boolean> {
  const { kubectl = '', helm } = state.programs;
  const env = {
    ...clusterEnvironment(folder),
    PATH: `${dirname(kubectl)}:${process.env.PATH}`,
    SIGHTLINE_TEST_CLUSTER: folder.path,
    SIGHTLINE_HELM_BIN: helm,
  };
  const chosen = process.argv.slice(2);
  const rendered = chosen.length === 0 && (await fails(['--project', 'unit', 'kubernetes/rendered'], env, interrupted));
  return (await fails(['--project', 'kubernetes', ...chosen], env, interrupted)) || rendered;
}

async function fails(tests: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<boolean> {
  const args = [inRepository('node_modules', 'vitest', 'vitest.mjs'), 'run', ...tests];
  const child = spawn(process.execPath, args, { stdio: 'inherit', cwd: inRepository(), env, signal });
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
    // What it was at is still at it, and has nothing left to work on.
    if (error instanceof Interrupted) process.exit(exitCodes.interrupted);
    console.error(error instanceof ClusterError ? error.message : error.stack);
    process.exitCode = exitCodes.failed;
  },
);
