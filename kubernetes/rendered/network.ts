import { collectorConfigs } from './collector-config';
import { containersOf, type KubernetesObject, ofKind, selects, type Workload, workloadsIn } from './objects';

/** That a pod is told an address: it will go there. */
export interface Way {
  readonly from: Workload;
  /** Undefined: an engine, wherever it is. */
  readonly to: Workload | undefined;
  readonly port: number;
}

/** All ways that are told in variables and in the collector's files. What a browser opens is none: it is for people. */
export function ways(objects: readonly KubernetesObject[]): Way[] {
  const services = ofKind(objects, 'Service');
  const workloads = workloadsIn(objects);
  const way = (from: Workload, host: string, port: number): Way => {
    const service = services.find(({ metadata }) => metadata.name === host);
    return {
      from,
      port,
      to: service && workloads.find(({ labels }) => selects({ matchLabels: service.spec.selector }, labels)),
    };
  };
  const told = workloads.flatMap((from) =>
    containersOf(from)
      .flatMap(({ env = [] }) => env)
      .filter(({ name }) => !forPeople.test(name))
      .flatMap(({ value = '' }) => addressesIn(value))
      .map(({ host, port }) => way(from, host, port)),
  );
  const asked = collectorConfigs(objects).flatMap(({ workload, config }) => {
    const { liveness } = config.receivers as { liveness?: { targets: readonly { endpoint: string }[] } };
    return (liveness?.targets ?? [])
      .flatMap(({ endpoint }) => addressesIn(endpoint))
      .map(({ host, port }) => way(workload, host, port));
  });
  return [...told, ...asked, ...scrapes(workloads)];
}

const forPeople = /^(?:INBOX_URL|DASHBOARDS_URL|ALERTMANAGER_URL|OTEL_INSTRUMENTATION_.*|OTEL_RESOURCE_ATTRIBUTES)$/;

/** The collector scrapes what says that it is to be scraped. */
const scrapes = (workloads: readonly Workload[]): Way[] =>
  workloads
    .filter(({ labels }) => labels['sightline.dev/service'])
    .flatMap((to) =>
      containersOf(to)
        .flatMap(({ ports = [] }) => ports)
        .filter(({ name }) => name === 'http' || name === 'metrics')
        .flatMap(({ containerPort }) =>
          workloads
            .filter(({ component }) => component === 'collector')
            .map((from) => ({ from, to, port: containerPort })),
        ),
    );

const schemes: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** `http://host:port`, `postgres://role@host:port`, `host:port,host:port`; what is listened on is no way. */
function addressesIn(value: string): { host: string; port: number }[] {
  if (value.startsWith('0.0.0.0')) return [];
  const url = /^(\w+):\/\/(?:[^@/]*@)?([^:/]+)(?::(\d+))?/.exec(value);
  if (url) return [{ host: url[2] ?? '', port: Number(url[3] ?? schemes[url[1] ?? '']) }];
  if (!/^[\w.-]+:\d+(,[\w.-]+:\d+)*$/.test(value)) return [];
  return value.split(',').map((each) => {
    const [host = '', port] = each.split(':');
    return { host, port: Number(port) };
  });
}
