import type { ClusterFolder } from './folder';
import { runCommand } from './run-command';
import type { ClusterState } from './state';

/** What kubectl and helm are to find the cluster by. */
export const clusterEnvironment = ({ kubeconfig }: ClusterFolder): NodeJS.ProcessEnv => ({
  ...process.env,
  KUBECONFIG: kubeconfig,
});

export interface Tools {
  /** @returns what it printed. @throws with what it said. */
  kubectl(args: readonly string[], timeoutMs?: number): Promise<string>;
  helm(args: readonly string[], timeoutMs?: number): Promise<string>;
}

/** kubectl and helm of the cluster's own version, that speak to it and to no other. */
export function toolsOf(folder: ClusterFolder, { programs }: ClusterState): Tools {
  const env = clusterEnvironment(folder);
  const tool =
    (name: string) =>
    (args: readonly string[], timeoutMs = 120_000) =>
      runCommand([programs[name] ?? name, ...args], { timeoutMs, env });
  return { kubectl: tool('kubectl'), helm: tool('helm') };
}
