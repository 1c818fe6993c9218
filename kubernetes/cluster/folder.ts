import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Node } from './network';

/** Where everything of one cluster is; when it ends, the folder goes. */
export interface ClusterFolder {
  readonly path: string;
  readonly stateFile: string;
  /** For kubectl, helm and whoever speaks to the cluster from this machine. */
  readonly kubeconfig: string;
  readonly etcd: string;
  readonly images: string;
  /** The folders behind the volumes of pods. */
  readonly volumes: string;
  /** The cgroup that all pods are in. */
  readonly cgroup: string;
  pki(file: string): string;
  log(part: string): string;
  /** A configuration file that is written at the start. */
  config(file: string): string;
  of(node: Node, ...path: string[]): string;
}

/** @param home the folder of the platform that the cluster belongs to. */
export function clusterFolder(home: string): ClusterFolder {
  const path = join(home, 'kubernetes');
  return {
    path,
    stateFile: join(path, 'state.json'),
    kubeconfig: join(path, 'kubeconfig'),
    etcd: join(path, 'etcd'),
    images: join(path, 'images'),
    volumes: join(path, 'volumes'),
    cgroup: `sightline-kubernetes-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`,
    pki: (file) => join(path, 'pki', file),
    log: (part) => join(path, 'logs', `${part}.log`),
    config: (file) => join(path, 'config', file),
    of: (node, ...parts) => join(path, node.name, ...parts),
  };
}
