import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ClusterFolder } from './folder';
import { type Node, network } from './network';
import type { Part } from './part';
import type { Programs } from './programs';

export interface NodeSite {
  readonly folder: ClusterFolder;
  readonly node: Node;
  readonly program: Programs;
  /** The node's own file tree, as others see it: it has a /run of its own. */
  readonly root: string;
  /** Where the plugins are that give pods their network. */
  readonly networkPlugins: string;
}

/** `localhost/`: nothing is ever pulled. */
export const pauseImage = 'localhost/sightline/pause:1';

/** Where the container runtime of a node listens. Sockets have short names: they lie in the /run that the node has for itself. */
export const runtimeSocket = ({ name }: Pick<Node, 'name'>) => `/run/sightline/${name}.sock`;

export const containerd = (site: NodeSite): Part => {
  const { folder, node, root, networkPlugins } = site;
  const networks = writeJson(folder.of(node, 'cni', '10-bridge.conflist'), bridgeNetwork(node));
  const file = write(
    folder.of(node, 'containerd.toml'),
    [
      'version = 2',
      `root = "${folder.of(node, 'containerd')}"`,
      `state = "/run/sightline/${node.name}"`,
      '[grpc]',
      `address = "${runtimeSocket(node)}"`,
      '[plugins."io.containerd.internal.v1.opt"]',
      `path = "${folder.of(node, 'opt')}"`,
      '[plugins."io.containerd.grpc.v1.cri"]',
      `sandbox_image = "${pauseImage}"`,
      // Not every machine lets its root spare a process when memory runs out.
      'restrict_oom_score_adj = true',
      '[plugins."io.containerd.grpc.v1.cri".cni]',
      `bin_dir = "${networkPlugins}"`,
      `conf_dir = "${dirname(networks)}"`,
      '[plugins."io.containerd.grpc.v1.cri".containerd]',
      'snapshotter = "overlayfs"',
      '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]',
      'runtime_type = "io.containerd.runc.v2"',
      '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]',
      'SystemdCgroup = false',
      '',
    ].join('\n'),
  );
  return {
    name: `containerd-${node.name}`,
    program: 'containerd',
    args: ['--config', file, '--log-level', 'warn'],
    ready: { socket: `${root}${runtimeSocket(node)}` },
  };
};

export const kubelet = ({ folder, node, program }: NodeSite): Part => {
  const healthPort = 10248;
  const config = writeJson(folder.of(node, 'kubelet.json'), {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: node.address,
    healthzBindAddress: node.address,
    healthzPort: healthPort,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: folder.pki('authority.crt') },
    },
    authorization: { mode: 'Webhook' },
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${folder.cgroup}/${node.name}`,
    clusterDNS: [network.dnsService],
    clusterDomain: network.domain,
    containerRuntimeEndpoint: `unix://${runtimeSocket(node)}`,
    failSwapOn: false,
    // The settings of the kernel are the machine's: they stay as they are.
    protectKernelDefaults: true,
    oomScoreAdj: 0,
    podLogsDir: folder.of(node, 'pod-logs'),
    resolvConf: write(folder.of(node, 'resolv.conf'), ''),
    staticPodPath: '',
    // Images come from nowhere again.
    imageGCHighThresholdPercent: 100,
    evictionHard: { 'memory.available': '200Mi', 'nodefs.available': '1%', 'imagefs.available': '1%' },
    shutdownGracePeriod: '0s',
    syncFrequency: '10s',
    nodeStatusUpdateFrequency: '5s',
  });
  return {
    name: `kubelet-${node.name}`,
    program: program('kubelet'),
    args: [
      `--config=${config}`,
      `--kubeconfig=${folder.config(`${node.name}.kubeconfig`)}`,
      `--root-dir=${folder.of(node, 'kubelet')}`,
      `--cert-dir=${folder.of(node, 'kubelet-pki')}`,
      `--hostname-override=${node.name}`,
      `--node-ip=${node.address}`,
    ],
    ready: { url: `http://${node.address}:${healthPort}/healthz` },
  };
};

export const kubeProxy = ({ folder, node, program }: NodeSite): Part => {
  const config = writeJson(folder.of(node, 'kube-proxy.json'), {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'iptables',
    clientConnection: { kubeconfig: folder.config('proxy.kubeconfig') },
    hostnameOverride: node.name,
    clusterCIDR: network.pods,
    bindAddress: node.address,
    healthzBindAddress: `${node.address}:10256`,
    metricsBindAddress: '127.0.0.1:10249',
    oomScoreAdj: 0,
    // How many connections the kernel follows is the machine's.
    conntrack: { maxPerCore: 0, min: 0 },
    iptables: { syncPeriod: '30s', minSyncPeriod: '100ms' },
  });
  return {
    name: `kube-proxy-${node.name}`,
    program: program('kube-proxy'),
    args: [`--config=${config}`],
    ready: { url: `http://${node.address}:10256/livez` },
  };
};

/** A bridge in the node's own network; what is not for a pod of this node goes by the switch that connects the nodes. */
const bridgeNetwork = ({ pods }: Node) => ({
  cniVersion: '0.4.0',
  name: 'pods',
  plugins: [
    {
      type: 'bridge',
      bridge: 'pods',
      isGateway: true,
      // A pod reaches itself by its Service.
      hairpinMode: true,
      ipam: { type: 'host-local', ranges: [[{ subnet: pods }]], routes: [{ dst: '0.0.0.0/0' }] },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
});

function write(file: string, content: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const writeJson = (file: string, content: unknown) => write(file, JSON.stringify(content, null, 2));
