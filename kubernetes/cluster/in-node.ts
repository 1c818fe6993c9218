import { ClusterError } from './cluster-error';
import { runtimeSocket } from './node-parts';
import { runCommand } from './run-command';
import type { ClusterState } from './state';

type Command = readonly [string, ...string[]];

/** Runs a command in the namespaces of a node. @returns what it printed. */
export async function inNode(
  state: ClusterState,
  name: string,
  command: Command,
  timeoutMs = 600_000,
): Promise<string> {
  const node = state.nodes.find((each) => each.name === name);
  if (!node)
    throw new ClusterError('NOT_RUNNING', {
      problem: `the cluster has no node ${name}`,
      remedy: `it has ${state.nodes.map((each) => each.name).join(', ') || 'none: it is an API server alone'}`,
    });
  const enter: Command = ['nsenter', `--target=${node.pid}`, '--net', '--mount', '--uts', '--pid', '--'];
  return runCommand([...enter, ...command], { timeoutMs });
}

/** Gives nodes the images of an archive: all of them, or those that are named. */
export async function importImages(state: ClusterState, archive: string, only?: readonly string[]): Promise<void> {
  const nodes = state.nodes.filter(({ name }) => only?.includes(name) ?? true);
  await Promise.all(
    nodes.map(({ name }) => {
      const ctr: Command = ['ctr', '--address', runtimeSocket({ name }), '--namespace', 'k8s.io'];
      return inNode(state, name, [...ctr, 'images', 'import', archive]);
    }),
  );
}
