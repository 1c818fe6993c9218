import { spawn } from 'node:child_process';
import { progressOn, readSettings } from '@sightline/stack';
import { Command, InvalidArgumentError } from 'commander';
import { installAddOns } from './add-ons';
import { ClusterError } from './cluster-error';
import { clusterFolder } from './folder';
import { clusterEnvironment, toolsOf } from './kubectl';
import { startCluster } from './start-cluster';
import { type ClusterState, readState } from './state';
import { stopCluster } from './stop-cluster';

/** What could not be asked of this machine: wrong usage, or it cannot run pods. */
const cannotBeAsked = 2;
const mostNodes = 5;

const settings = readSettings();
const folder = clusterFolder(settings.home);
const program = new Command('cluster')
  .description('A Kubernetes cluster of its own on this machine, in namespaces that leave nothing behind')
  .enablePositionalOptions()
  .exitOverride();

program
  .command('start')
  .description('start it, with names, volumes and metrics; it stays until it is stopped')
  .option('--nodes <number>', 'how many nodes', wholeNumber, 1)
  .option(
    '--api-only',
    'etcd and the API server alone, as any user on any system: charts can be checked, nothing runs',
    false,
  )
  .action(async ({ nodes, apiOnly }: { nodes: number; apiOnly: boolean }) => {
    const progress = progressOn(process.stderr);
    try {
      const state = await startCluster({ settings, progress, kind: apiOnly ? 'api-only' : 'whole', nodes });
      if (state.kind === 'whole') await installAddOns(folder, state, progress);
    } finally {
      progress.end();
    }
    console.log(`ready: export KUBECONFIG=${folder.kubeconfig}`);
  });

program
  .command('stop')
  .description('end it, with all that it holds: pods, volumes, images')
  .action(async () => {
    console.log((await stopCluster(settings)) ? 'stopped; nothing of it is left' : 'no cluster runs');
  });

program
  .command('status')
  .description('what runs, where')
  .option('--json', 'as JSON', false)
  .action(async ({ json }: { json: boolean }) => {
    const state = running();
    const { kind, server } = state;
    if (json) console.log(JSON.stringify({ kind, server, kubeconfig: folder.kubeconfig, nodes: state.nodes }, null, 2));
    else {
      console.log(`${kind === 'whole' ? 'cluster' : 'API server alone'} at ${server}; KUBECONFIG=${folder.kubeconfig}`);
      if (kind === 'whole')
        console.log(await toolsOf(folder, state).kubectl(['get', 'nodes,pods', '--all-namespaces']));
    }
  });

for (const tool of ['kubectl', 'helm'])
  program
    .command(tool)
    .description(`${tool} of the cluster's version, for this cluster`)
    .argument('[arguments...]')
    .allowUnknownOption()
    .helpOption(false)
    .passThroughOptions()
    .action(async (args: string[]) => {
      const { programs } = running();
      const env = clusterEnvironment(folder);
      // npm runs this in the folder of the workspace; files are named as seen from where it was called.
      const child = spawn(programs[tool] ?? tool, args, { stdio: 'inherit', cwd: process.env.INIT_CWD, env });
      process.exitCode = await new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (code) => resolve(code ?? 1));
      });
    });

function running(): ClusterState {
  const state = readState(folder);
  if (!state)
    throw new ClusterError('NOT_RUNNING', {
      problem: `no cluster runs in ${folder.path}`,
      remedy: 'npm run cluster -w @sightline/kubernetes -- start',
    });
  return state;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > mostNodes)
    throw new InvalidArgumentError(`a number from 1 to ${mostNodes}`);
  return number;
}

program.parseAsync().catch((error: Error & { code?: string; exitCode?: number }) => {
  if (error.code?.startsWith('commander.')) {
    process.exitCode = error.exitCode === 0 ? 0 : cannotBeAsked;
    return;
  }
  console.error(error.message);
  process.exitCode = error instanceof ClusterError && error.code === 'NODES_LACK' ? cannotBeAsked : 1;
});
