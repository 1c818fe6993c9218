import type { Container, PodSpec } from './objects';

const volumeKinds = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/**
 * What keeps a pod from the level *restricted*, and from a root that cannot be written.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function securityProblems(pod: PodSpec): string[] {
  const { securityContext = {}, volumes = [] } = pod;
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter((name) => pod[name]).map((name) => `has ${name}`);
  const kinds = volumes.flatMap(({ name, ...volume }) =>
    Object.keys(volume)
      .filter((kind) => !volumeKinds.includes(kind))
      .map((kind) => `volume ${name} is a ${kind}`),
  );
  return [
    ...host,
    ...kinds,
    ...(securityContext.runAsNonRoot === true ? [] : ['may run as root']),
    ...(Number(securityContext.runAsUser) > 0 ? [] : ['says of no user but root that it runs as it']),
    ...(seccomp(securityContext) === 'RuntimeDefault' ? [] : ['has no seccomp profile']),
    ...[...pod.containers, ...(pod.initContainers ?? [])].flatMap(problemsOf),
  ];
}

function problemsOf({ name, securityContext = {}, ports = [] }: Container): string[] {
  const { capabilities, ...rest } = securityContext as {
    readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
    readonly [key: string]: unknown;
  };
  return [
    ...(rest.allowPrivilegeEscalation === false ? [] : ['may gain privileges']),
    ...(rest.privileged ? ['is privileged'] : []),
    ...(rest.readOnlyRootFilesystem === true ? [] : ['may write its root']),
    ...(rest.runAsUser === 0 || rest.runAsNonRoot === false ? ['runs as root'] : []),
    ...(capabilities?.drop?.includes('ALL') ? [] : ['keeps capabilities']),
    ...(capabilities?.add?.length ? ['adds capabilities'] : []),
    ...(ports.some(({ hostPort }) => hostPort) ? ['takes a port of the host'] : []),
  ].map((problem) => `${name} ${problem}`);
}

const seccomp = (context: Readonly<Record<string, unknown>>) =>
  (context.seccompProfile as { readonly type?: string } | undefined)?.type;
