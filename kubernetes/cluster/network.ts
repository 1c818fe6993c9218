/** The addresses of a cluster. They lie in namespaces of its own: no other network of the machine ever meets them. */
export const network = {
  /** The switch that connects the nodes, and where the control plane listens. */
  bridge: 'nodes',
  controlPlane: '10.123.0.1',
  prefix: 24,
  pods: '10.244.0.0/16',
  services: '10.96.0.0/16',
  /** The first address of the services is always that of the API server. */
  apiService: '10.96.0.1',
  dnsService: '10.96.0.10',
  domain: 'cluster.local',
} as const;

/** A node of the cluster: a kubelet with a network, a container runtime and folders of its own. */
export interface Node {
  readonly name: string;
  readonly address: string;
  readonly pods: string;
}

export const nodeNumbered = (number: number): Node => ({
  name: `node-${number}`,
  address: `10.123.0.${10 + number}`,
  pods: `10.244.${number}.0/24`,
});

export const nodesOf = (count: number): Node[] => Array.from({ length: count }, (_, index) => nodeNumbered(index + 1));
