import type { KubernetesMetadata } from '../model';
import type { Labels, RuleGroup } from '../rules';
import { indented, quotedText, writeGroups, writeHeader } from './rules-file';

/** https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule */
export function writePrometheusRule(
  { name, namespace, labels, annotations }: KubernetesMetadata,
  groups: readonly RuleGroup[],
  header: readonly string[],
): string {
  const metadata = [
    `  name: ${quotedText(name)}`,
    ...(namespace === undefined ? [] : [`  namespace: ${quotedText(namespace)}`]),
    ...map('labels', labels),
    ...map('annotations', annotations),
  ];
  return `${writeHeader(header)}
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
${metadata.join('\n')}
spec:
${indented(writeGroups(groups))}`;
}

function map(name: string, values: Labels): string[] {
  const keys = Object.keys(values).sort();
  if (keys.length === 0) return [];
  return [`  ${name}:`, ...keys.map((key) => `    ${quotedText(key)}: ${JSON.stringify(values[key])}`)];
}
