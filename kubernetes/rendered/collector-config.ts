import { parse } from 'yaml';
import { containersOf, type KubernetesObject, ofKind, workloadsIn } from './objects';

type Section = Readonly<Record<string, unknown>>;

export interface CollectorConfig {
  readonly receivers: Section;
  readonly processors?: Section;
  readonly exporters: Section;
  readonly connectors?: Section;
  readonly service: {
    readonly pipelines: Readonly<
      Record<string, { readonly receivers: string[]; readonly processors?: string[]; readonly exporters: string[] }>
    >;
  };
}

/** What each collector makes of its files, in the order in which it is given them; variables not yet expanded. */
export function collectorConfigs(objects: readonly KubernetesObject[]) {
  return workloadsIn(objects).flatMap((workload) =>
    containersOf(workload).flatMap((container) => {
      const names = (container.args ?? []).flatMap((arg) => /^--config=\/etc\/sightline\/(.+)$/.exec(arg)?.[1] ?? []);
      if (names.length === 0) return [];
      const volume = workload.pod.volumes?.find(({ name }) => name === 'config');
      const map = ofKind(objects, 'ConfigMap').find(
        ({ metadata }) => metadata.name === (volume?.configMap as { name: string } | undefined)?.name,
      );
      const files = names.map((name): unknown => parse(map?.data?.[name] ?? ''));
      return [{ container, workload, files, config: files.reduce(merged) as CollectorConfig }];
    }),
  );
}

/** The variables that a configuration reads; those are needed that have no default. */
export function variablesOf(config: CollectorConfig): { needed: string[]; read: Set<string> } {
  const found = [...JSON.stringify(config).matchAll(/\$\{env:([A-Z_0-9]+)(:-)?/g)];
  // What no pipeline names is not started, but read all the same.
  return {
    needed: [...new Set(found.filter(([, , fallback]) => fallback === undefined).map(([, name = '']) => name))],
    read: new Set(found.map(([, name = '']) => name)),
  };
}

/** The rule of the collector's confmap: maps merge, anything else is replaced. */
function merged(under: unknown, over: unknown): unknown {
  if (!isMap(under) || !isMap(over)) return over;
  const keys = new Set([...Object.keys(under), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, key in over ? merged(under[key], over[key]) : under[key]]));
}

const isMap = (value: unknown): value is Section =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
