import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Authority, type Identity } from '@sightline/stack';
import type { ClusterFolder } from './folder';
import { type Node, network } from './network';

/** Whom the cluster knows by certificate: name and group, as its own roles expect them. */
const clients = {
  admin: { name: 'admin', organization: 'system:masters' },
  'controller-manager': { name: 'system:kube-controller-manager' },
  scheduler: { name: 'system:kube-scheduler' },
  proxy: { name: 'system:kube-proxy' },
  /** The API server, when it asks a kubelet for the lines of a pod. */
  'kubelet-client': { name: 'kube-apiserver-kubelet-client', organization: 'system:masters' },
} as const;

const apiServerNames = [
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  `kubernetes.default.svc.${network.domain}`,
  'localhost',
  '127.0.0.1',
  network.controlPlane,
  network.apiService,
];

/**
 * Makes the certificates of a cluster, the key that signs the tokens of its service accounts, and a kubeconfig for each who talks to it.
 *
 * @param server where parts of the cluster find the API server, @param outside where this machine does.
 */
export async function makeIdentities(
  folder: ClusterFolder,
  { nodes, server, outside }: { readonly nodes: readonly Node[]; readonly server: string; readonly outside: string },
): Promise<void> {
  const authority = await Authority.make('sightline-kubernetes');
  keep(folder.pki('authority'), authority.identity);
  const give = async (file: string, name: string, organization?: string, hosts: readonly string[] = []) => {
    const identity = await authority.issue({ name, hosts, ...(organization && { organization }) });
    keep(folder.pki(file), identity);
    return identity;
  };
  const kubeconfig = (file: string, identity: Identity, at: string) =>
    write(file, JSON.stringify(kubeconfigOf(authority.certificate, identity, at)));

  await give('api-server', 'kube-apiserver', undefined, apiServerNames);
  await give('etcd', 'etcd', undefined, ['127.0.0.1', 'localhost']);
  for (const [file, { name, ...group }] of Object.entries(clients)) {
    const identity = await give(file, name, 'organization' in group ? group.organization : undefined);
    kubeconfig(folder.config(`${file}.kubeconfig`), identity, server);
    if (file === 'admin') kubeconfig(folder.kubeconfig, identity, outside);
  }
  for (const { name } of nodes)
    kubeconfig(folder.config(`${name}.kubeconfig`), await give(name, `system:node:${name}`, 'system:nodes'), server);
  // Who passes requests on to the API servers of others (metrics) is believed what it says of the asker: nobody else may be.
  const frontProxy = await Authority.make('sightline-kubernetes-front-proxy');
  keep(folder.pki('front-proxy-authority'), frontProxy.identity);
  keep(folder.pki('front-proxy'), await frontProxy.issue({ name: 'front-proxy-client', hosts: [] }));
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  write(folder.pki('service-accounts.key'), privateKey);
  write(folder.pki('service-accounts.pub'), publicKey);
}

function keep(path: string, { certificate, key }: Identity): void {
  write(`${path}.crt`, certificate);
  write(`${path}.key`, key);
}

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, content, { mode: 0o600 });
}

/** YAML is what kubectl writes; JSON is YAML. */
const kubeconfigOf = (authority: string, { certificate, key }: Identity, server: string) => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'sightline', cluster: { server, 'certificate-authority-data': base64(authority) } }],
  users: [
    { name: 'sightline', user: { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) } },
  ],
  contexts: [{ name: 'sightline', context: { cluster: 'sightline', user: 'sightline' } }],
  'current-context': 'sightline',
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
