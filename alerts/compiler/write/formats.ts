import type { CompiledSlo } from '../compile';
import type { Diagnostic } from '../diagnostics';
import type { DialectName } from '../dialect';
import type { KubernetesMetadata, Slo } from '../model';
import type { Labels } from '../rules';
import { writePrometheusRule } from './prometheus-rule';
import { writeRulerNamespace } from './ruler-namespace';
import { writeRulesFile } from './rules-file';

export const ruleFormats = ['prometheus', 'operator', 'mimir'] as const;

/**
 * Who is to load the rules: Prometheus a file, the Prometheus Operator `PrometheusRule` objects, the ruler of Mimir, Cortex or
 * Loki namespaces (`mimirtool rules load`).
 */
export type RuleFormat = (typeof ruleFormats)[number];

export interface RuleFormatOptions {
  /** Default: objects for the operator where all SLOs are objects themselves, as Sloth does; else a file for Prometheus. */
  readonly format?: RuleFormat | undefined;
  /** Of the objects, where the SLO itself is in none; of the ruler, in place of one for each service. */
  readonly namespace?: string | undefined;
  /** On each object: what the operator's `ruleSelector` asks for. */
  readonly objectLabels?: Labels | undefined;
  readonly dialect?: DialectName | undefined;
}

/** The rules as one text. */
export function writeRules(compiled: readonly CompiledSlo[], header: readonly string[], options: RuleFormatOptions) {
  switch (formatFor(compiled, options)) {
    case 'prometheus':
      return writeRulesFile(compiled.flatMap(groupsOf), header);
    case 'operator':
      return documents(byObject(compiled, options), ([object, slos]) =>
        writePrometheusRule(object, slos.flatMap(groupsOf), header),
      );
    case 'mimir':
      return documents(
        groupedBy(compiled, (slo) => options.namespace ?? rulerNamespace(slo)),
        ([namespace, slos]) => writeRulerNamespace(namespace, slos.flatMap(groupsOf), header),
      );
  }
}

/**
 * What is wrong with the SLOs only as objects: one whose name another has already would be replaced by it in the cluster, and nobody
 * would be told.
 */
export function checkFormat(compiled: readonly CompiledSlo[], options: RuleFormatOptions): Diagnostic[] {
  if (formatFor(compiled, options) !== 'operator') return [];
  return [...byObject(compiled, options)].flatMap(([object, slos]) => {
    // SLOs that are no object themselves share one, made for their service.
    const twin = slos.find(({ slo }) => slo.origin.object !== slos[0]?.slo.origin.object);
    if (!twin) return [];
    const { file, line } = twin.slo.origin;
    return [
      {
        severity: 'error',
        code: 'duplicate-object',
        file,
        line,
        path: 'metadata.name',
        reason: `another object is called ${object.namespace ? `${object.namespace}/` : ''}${object.name}`,
        hint: 'Rename one of the two: in a cluster, the second would take the place of the first.',
      },
    ];
  });
}

const formatFor = (compiled: readonly CompiledSlo[], { format }: RuleFormatOptions): RuleFormat =>
  format ?? (compiled.length > 0 && compiled.every(({ slo }) => slo.origin.object) ? 'operator' : 'prometheus');

const groupsOf = ({ groups }: CompiledSlo) => groups;

function byObject(
  compiled: readonly CompiledSlo[],
  { namespace, objectLabels, dialect }: RuleFormatOptions,
): Map<KubernetesMetadata, CompiledSlo[]> {
  const key = ({ origin: { object }, service }: Slo) =>
    `${object?.namespace ?? namespace ?? ''}/${object?.name ?? objectName(service)}`;
  const objects = [...groupedBy(compiled, key)].map(([, slos]): [KubernetesMetadata, CompiledSlo[]] => {
    const { origin, service } = slos[0]?.slo ?? { service: '' };
    const own = origin?.object ?? { name: objectName(service), labels: {}, annotations: {} };
    const place = own.namespace ?? namespace;
    return [
      {
        ...own,
        ...(place !== undefined && { namespace: place }),
        labels: {
          ...own.labels,
          ...objectLabels,
          'app.kubernetes.io/component': 'SLO',
          'app.kubernetes.io/managed-by': dialect ?? 'sightline',
        },
      },
      slos,
    ];
  });
  return new Map(objects);
}

const rulerNamespace = ({ origin, service }: Slo) => origin.object?.name ?? service;

/** Kubernetes takes lower-case letters, digits, dashes and dots. */
const objectName = (service: string) =>
  `slo-${service.toLowerCase().replaceAll(/[^a-z0-9.-]+/g, '-')}`.slice(0, 253).replace(/[^a-z0-9]+$/, '');

function groupedBy(compiled: readonly CompiledSlo[], key: (slo: Slo) => string): Map<string, CompiledSlo[]> {
  const groups = new Map<string, CompiledSlo[]>();
  for (const each of compiled) groups.set(key(each.slo), [...(groups.get(key(each.slo)) ?? []), each]);
  return groups;
}

const documents = <Key>(groups: Map<Key, CompiledSlo[]>, write: (group: [Key, CompiledSlo[]]) => string) =>
  [...groups].map(write).join('---\n');
