import { type Installable, inRepository, installPrograms, type Progress, type Settings } from '@sightline/stack';

const goModule = inRepository('kubernetes', 'cluster', 'modules', 'kubernetes');

interface Build {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly rank: number;
  /** The package of each program, the first of which it is known by. */
  readonly packages: Readonly<Record<string, string>>;
  /** Variables set at link time. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** All of them are built in one module: they share one version of every library, which is then compiled once. */
const fromModules = ({ name, title, version, rank, packages, variables }: Build): Installable => {
  const [first, ...others] = Object.keys(packages).map((program) => ({ name: program, path: program }));
  if (!first) throw new Error(`${name} has no program`);
  return {
    name,
    title,
    version,
    installation: {
      programs: [first, ...others],
      registry: { kind: 'go', module: goModule, rank, packages, ...(variables && { variables }) },
    },
  };
};

const kubernetesVersion = '1.34.3';
const kubernetesPackage = (program: string) => [program, `k8s.io/kubernetes/cmd/${program}`] as const;
const kubernetesVariables = Object.fromEntries(
  ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) => [
    [`${path}.gitVersion`, `v${kubernetesVersion}`],
    [`${path}.gitMajor`, '1'],
    [`${path}.gitMinor`, '34'],
  ]),
);

const kubernetes = fromModules({
  name: 'kubernetes',
  title: 'Kubernetes',
  version: kubernetesVersion,
  rank: 1,
  packages: Object.fromEntries(
    ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet', 'kube-proxy', 'kubectl'].map(
      kubernetesPackage,
    ),
  ),
  variables: kubernetesVariables,
});

const etcd = fromModules({
  name: 'etcd',
  title: 'etcd',
  version: '3.6.16',
  rank: 2,
  packages: { etcd: 'go.etcd.io/etcd/server/v3' },
});

const helm = fromModules({
  name: 'helm',
  title: 'Helm',
  version: '3.19.5',
  rank: 3,
  packages: { helm: 'helm.sh/helm/v3/cmd/helm' },
  variables: { 'helm.sh/helm/v3/internal/version.version': 'v3.19.5' },
});

const pause = fromModules({
  name: 'pause',
  title: 'Pause',
  version: '1.0.0',
  rank: 0,
  packages: { pause: 'sightline.dev/kubernetes/cluster/pause' },
});

const coredns = fromModules({
  name: 'coredns',
  title: 'CoreDNS',
  version: '1.13.1',
  rank: 4,
  packages: { coredns: 'sightline.dev/kubernetes/cluster/coredns' },
});

const localPathProvisioner = fromModules({
  name: 'local-path-provisioner',
  title: 'Local path provisioner',
  version: '0.0.30',
  rank: 5,
  packages: { 'local-path-provisioner': 'github.com/rancher/local-path-provisioner' },
});

const metricsServer = fromModules({
  name: 'metrics-server',
  title: 'metrics-server',
  version: '0.8.0',
  rank: 6,
  packages: { 'metrics-server': 'sigs.k8s.io/metrics-server/cmd/metrics-server' },
});

/** What an API server alone takes: charts are installed into it and checked, nothing runs. */
export const forApiServer = [kubernetes, etcd, helm];
export const forNodes = [pause, coredns, localPathProvisioner, metricsServer];

/** The absolute paths of programs, by their names. */
export type ProgramPaths = Readonly<Record<string, string>>;

/** The absolute path of a program. @throws for one that is not among those that were had. */
export type Programs = (name: string) => string;

/** @throws {PlatformError} when one of them cannot be had. */
export async function clusterPrograms({
  apiOnly,
  settings,
  progress,
}: {
  readonly apiOnly: boolean;
  readonly settings: Settings;
  readonly progress: Progress;
}): Promise<ProgramPaths> {
  const found = await installPrograms(apiOnly ? forApiServer : [...forApiServer, ...forNodes], { settings, progress });
  return Object.fromEntries([...found.values()].flatMap(({ programs }) => Object.entries(programs)));
}

export const programsAt =
  (paths: ProgramPaths): Programs =>
  (name) => {
    const path = paths[name];
    if (path === undefined) throw new Error(`no program ${name} among ${Object.keys(paths).join(', ')}`);
    return path;
  };
