import { fork } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort, type Progress, type Settings, type Task } from '@sightline/stack';
import { ClusterError } from './cluster-error';
import { clusterFolder } from './folder';
import type { InsideMessage } from './messages';
import { clusterPrograms, type ProgramPaths } from './programs';
import { type ClusterState, readState } from './state';
import { stopCluster } from './stop-cluster';
import { networkPlugins, whatNodesLack } from './what-nodes-lack';

export interface ClusterOptions {
  readonly settings: Settings;
  readonly progress: Progress;
  readonly kind: ClusterState['kind'];
  readonly nodes: number;
}

/** What the keeper is told, as JSON, by its only argument. */
export interface KeeperOrder {
  readonly kind: ClusterState['kind'];
  readonly home: string;
  readonly programs: ProgramPaths;
  readonly port: number;
  readonly nodes: number;
  readonly networkPlugins: string;
}

export type KeeperMessage =
  | Exclude<InsideMessage, { type: 'ready' | 'failed' }>
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly problem: string };

/**
 * Starts a cluster and leaves it running.
 *
 * @throws {ClusterError} ALREADY_RUNNING; NODES_LACK, with what a machine that can run pods has and this one has not; NOT_STARTED.
 */
export async function startCluster({ settings, progress, kind, nodes }: ClusterOptions): Promise<ClusterState> {
  const folder = clusterFolder(settings.home);
  if (readState(folder))
    throw new ClusterError('ALREADY_RUNNING', {
      problem: `a cluster runs already, in ${folder.path}`,
      remedy: 'npm run cluster -w @sightline/kubernetes -- stop ends it',
    });
  const lacks = kind === 'whole' ? whatNodesLack(folder.path) : [];
  if (lacks.length > 0)
    throw new ClusterError('NODES_LACK', {
      problem: ['this machine cannot run pods:', ...lacks].join('\n    '),
      remedy: 'mend that, or check charts against an API server alone: --api-only',
    });
  const programs = await clusterPrograms({ apiOnly: kind === 'api-only', settings, progress });
  // What one that was killed has left.
  await stopCluster(settings);
  mkdirSync(dirname(folder.log('keeper')), { recursive: true });
  const log = openSync(folder.log('keeper'), 'a');
  const order: KeeperOrder = {
    kind,
    home: settings.home,
    programs,
    port: await freePort(),
    nodes,
    networkPlugins: networkPlugins() ?? '',
  };
  const keeper = fork(join(__dirname, 'keeper-main.js'), [JSON.stringify(order)], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  const tasks = new Map<string, Task>();
  await new Promise<void>((resolve, reject) => {
    const failed = (problem: string) =>
      reject(
        new ClusterError('NOT_STARTED', {
          problem: `the cluster does not start: ${problem}`,
          remedy: 'mend that and start again; nothing of it is left',
        }),
      );
    keeper.once('error', ({ message }) => failed(message));
    keeper.once('exit', (code) => failed(`its keeper ended with exit code ${code}`));
    keeper.on('message', (message: KeeperMessage) => {
      if (message.type === 'began') tasks.set(message.part, progress.task(message.part));
      else if (message.type === 'started') tasks.get(message.part)?.done('ready');
      else if (message.type === 'note') progress.note(message.line);
      else if (message.type === 'ready') resolve();
      else failed(message.problem);
    });
  }).finally(() => {
    if (keeper.connected) keeper.disconnect();
    keeper.unref();
  });
  const state = readState(folder);
  if (!state) throw new ClusterError('NOT_STARTED', { problem: 'the cluster ended at once', remedy: 'start it again' });
  return state;
}
