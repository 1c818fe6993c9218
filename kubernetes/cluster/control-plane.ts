import type { ClusterFolder } from './folder';
import { network } from './network';
import type { Part } from './part';
import type { Programs } from './programs';

export interface ControlPlane {
  readonly folder: ClusterFolder;
  readonly program: Programs;
  /** Where the API server listens, and where its parts find it. */
  readonly address: string;
  readonly ports: {
    readonly api: number;
    readonly etcd: number;
    readonly etcdPeers: number;
    readonly etcdHealth: number;
  };
}

/** What keeps the state of the cluster. It need not survive the machine: nothing is flushed to the disk. */
export const etcd = ({ folder, program, ports }: ControlPlane): Part => ({
  name: 'etcd',
  program: program('etcd'),
  args: [
    `--data-dir=${folder.etcd}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
    `--listen-client-urls=https://127.0.0.1:${ports.etcd}`,
    `--advertise-client-urls=https://127.0.0.1:${ports.etcd}`,
    `--listen-peer-urls=http://127.0.0.1:${ports.etcdPeers}`,
    `--initial-advertise-peer-urls=http://127.0.0.1:${ports.etcdPeers}`,
    `--initial-cluster=default=http://127.0.0.1:${ports.etcdPeers}`,
    `--listen-metrics-urls=http://127.0.0.1:${ports.etcdHealth}`,
    `--trusted-ca-file=${folder.pki('authority.crt')}`,
    `--cert-file=${folder.pki('etcd.crt')}`,
    `--key-file=${folder.pki('etcd.key')}`,
    '--client-cert-auth',
  ],
  ready: { url: `http://127.0.0.1:${ports.etcdHealth}/readyz` },
});

export const apiServer = ({ folder, program, address, ports }: ControlPlane): Part => ({
  name: 'kube-apiserver',
  program: program('kube-apiserver'),
  args: [
    `--bind-address=${address}`,
    `--advertise-address=${address}`,
    `--secure-port=${ports.api}`,
    ...(address === '127.0.0.1' ? ['--endpoint-reconciler-type=none'] : []),
    `--etcd-servers=https://127.0.0.1:${ports.etcd}`,
    `--etcd-cafile=${folder.pki('authority.crt')}`,
    `--etcd-certfile=${folder.pki('etcd.crt')}`,
    `--etcd-keyfile=${folder.pki('etcd.key')}`,
    `--proxy-client-cert-file=${folder.pki('front-proxy.crt')}`,
    `--proxy-client-key-file=${folder.pki('front-proxy.key')}`,
    `--tls-cert-file=${folder.pki('api-server.crt')}`,
    `--tls-private-key-file=${folder.pki('api-server.key')}`,
    `--client-ca-file=${folder.pki('authority.crt')}`,
    `--kubelet-client-certificate=${folder.pki('kubelet-client.crt')}`,
    `--kubelet-client-key=${folder.pki('kubelet-client.key')}`,
    '--kubelet-preferred-address-types=InternalIP',
    `--requestheader-client-ca-file=${folder.pki('front-proxy-authority.crt')}`,
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    // It is no pod itself, and reaches those behind a Service by their own addresses.
    '--enable-aggregator-routing=true',
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    `--service-cluster-ip-range=${network.services}`,
    `--service-account-issuer=https://kubernetes.default.svc.${network.domain}`,
    `--service-account-signing-key-file=${folder.pki('service-accounts.key')}`,
    `--service-account-key-file=${folder.pki('service-accounts.pub')}`,
    '--allow-privileged=true',
    '--profiling=false',
  ],
  ready: { url: `https://${address}:${ports.api}/readyz` },
});

export const controllerManager = ({ folder, program }: ControlPlane): Part => ({
  name: 'kube-controller-manager',
  program: program('kube-controller-manager'),
  args: [
    ...asClient(folder, 'controller-manager'),
    '--bind-address=127.0.0.1',
    '--leader-elect=false',
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${folder.pki('service-accounts.key')}`,
    `--root-ca-file=${folder.pki('authority.crt')}`,
    `--cluster-signing-cert-file=${folder.pki('authority.crt')}`,
    `--cluster-signing-key-file=${folder.pki('authority.key')}`,
    `--service-cluster-ip-range=${network.services}`,
    // An HPA that is tried by a test need not wait for minutes.
    '--horizontal-pod-autoscaler-downscale-stabilization=30s',
    '--horizontal-pod-autoscaler-initial-readiness-delay=10s',
    '--horizontal-pod-autoscaler-cpu-initialization-period=20s',
    '--profiling=false',
  ],
  ready: { url: 'https://127.0.0.1:10257/healthz' },
});

export const scheduler = ({ folder, program }: ControlPlane): Part => ({
  name: 'kube-scheduler',
  program: program('kube-scheduler'),
  args: [...asClient(folder, 'scheduler'), '--bind-address=127.0.0.1', '--leader-elect=false', '--profiling=false'],
  ready: { url: 'https://127.0.0.1:10259/healthz' },
});

const asClient = (folder: ClusterFolder, name: string) =>
  ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map(
    (option) => `--${option}=${folder.config(`${name}.kubeconfig`)}`,
  );
