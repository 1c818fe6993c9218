/** An object of Kubernetes, as far as the walks look into it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Labels;
    readonly annotations?: Labels;
  };
  // biome-ignore lint/suspicious/noExplicitAny: of any kind; what is read of it is what is tested.
  readonly spec?: any;
  readonly data?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

export type Labels = Readonly<Record<string, string>>;

export interface EnvVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: { readonly name: string; readonly key: string };
    readonly fieldRef?: { readonly fieldPath: string };
  };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly workingDir?: string;
  readonly command?: readonly string[];
  readonly env?: readonly EnvVariable[];
  readonly args?: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number; readonly hostPort?: number }[];
  readonly resources?: Readonly<Record<'requests' | 'limits', Readonly<Record<string, string | number>>>>;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly startupProbe?: object;
  readonly readinessProbe?: object;
  readonly livenessProbe?: object;
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds: number } } };
}

export interface PodSpec {
  readonly serviceAccountName: string;
  readonly automountServiceAccountToken?: boolean;
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[];
  readonly topologySpreadConstraints?: readonly object[];
  readonly [key: string]: unknown;
}

/** Whatever makes pods: its name, and the template of them. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly component: string;
  readonly object: KubernetesObject;
  readonly labels: Labels;
  readonly pod: PodSpec;
}

const makesPods = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'];

export const workloadsIn = (objects: readonly KubernetesObject[]): Workload[] =>
  objects
    .filter(({ kind }) => makesPods.includes(kind))
    .map((object) => ({
      kind: object.kind,
      name: object.metadata.name,
      component: object.metadata.labels?.['app.kubernetes.io/component'] ?? '',
      object,
      labels: object.spec.template.metadata.labels,
      pod: object.spec.template.spec,
    }));

/** What runs for ever: a Job ends. */
export const servicesIn = (objects: readonly KubernetesObject[]) =>
  workloadsIn(objects).filter(({ kind }) => kind !== 'Job');

export const ofKind = (objects: readonly KubernetesObject[], kind: string) =>
  objects.filter((object) => object.kind === kind);

export const containersOf = ({ pod }: Workload): readonly Container[] => [
  ...pod.containers,
  ...(pod.initContainers ?? []),
];

/** Whether a selector's `matchLabels` chooses pods with these labels; an empty one chooses all. */
export const selects = (selector: { readonly matchLabels?: Labels } | undefined, labels: Labels): boolean =>
  Object.entries(selector?.matchLabels ?? {}).every(([name, value]) => labels[name] === value);
