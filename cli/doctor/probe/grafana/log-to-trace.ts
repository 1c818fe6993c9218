import type { DataSource } from '@sightline/stores';
import type { Finding } from '../../finding';
import type { JoinedLine } from '../check-lines';
import { type LokiLink, lokiLinks } from './data-source-links';
import { broken, type GrafanaScene, ofType, opensTrace, provisioning, target, traceSources } from './scene';

const hop = 'Grafana: log to trace';

/** A line has a link to its trace. */
export function logToTrace(scene: GrafanaScene): Promise<Finding[]> {
  return Promise.all(
    ofType(scene, 'loki')
      .slice(0, 1)
      .map((source) => check(scene, source)),
  );
}

async function check(scene: GrafanaScene, source: DataSource): Promise<Finding> {
  const { probe, lines: joined, traceStored } = scene;
  const [line] = joined;
  const [usual] = traceSources(scene);
  const lines = provisioning(
    source,
    'derivedFields:',
    ...derived(line, usual?.uid ?? '<uid of the trace store>').map((one) => `  ${one}`),
  );
  const next = `the data source ${source.name} of Grafana, under Derived fields`;
  const { derivedFields } = lokiLinks.parse(source.jsonData ?? {});
  if (derivedFields.length === 0) return broken(hop, `${source.name} has no derived field`, next, lines);
  if (!line) return { hop, state: 'skipped', detail: 'no line of the probe joins its trace' };
  const values = derivedFields.map((field) => ({ field, value: fieldValue(field, line) }));
  const matching = values.find(({ value }) => value === probe.traceId);
  if (!matching) {
    const other = values.find(({ value }) => value !== undefined);
    const detail = other
      ? `the derived field ${other.field.name} takes "${other.value}" from the line, and its trace is ${probe.traceId}`
      : `no derived field of ${source.name} finds the trace, which the line has in ${line.by}${line.name ? ` ${line.name}` : ''}`;
    return broken(hop, detail, next, lines);
  }
  const { field } = matching;
  if (!field.datasourceUid && field.url) return { hop, state: 'ok', detail: `leads to ${field.url}` };
  const { source: store, wrong } = target(scene, field.datasourceUid, traceSources(scene));
  if (!store) return broken(hop, `the derived field ${field.name} of ${source.name} ${wrong}`, next, lines);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Grafana
  if (!field.url.includes('${__value.raw}') && field.url !== '')
    return broken(
      hop,
      `the derived field ${field.name} asks ${store.name} for ${field.url}, in which no value is filled in`,
      next,
      lines,
    );
  if (!traceStored) return { hop, state: 'skipped', detail: 'the trace is not stored' };
  return opensTrace(scene, { hop, by: `the derived field ${field.name}`, store, next, lines });
}

/** As Grafana reads it: of a label by its name, of the text by what the pattern's group holds. */
export function fieldValue({ matcherType, matcherRegex }: LokiLink, { line }: JoinedLine): string | undefined {
  if (matcherType === 'label') {
    const all = { ...line.labels, ...line.metadata };
    return all[matcherRegex] ?? Object.entries(all).find(([name]) => matches(matcherRegex, name))?.[1];
  }
  try {
    return new RegExp(matcherRegex).exec(line.line)?.[1];
  } catch {
    return undefined;
  }
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(name);
  } catch {
    return false;
  }
}

function derived(line: JoinedLine | undefined, uid: string): string[] {
  const byLabel = line?.by !== 'the text';
  const pattern = byLabel ? (line?.name ?? 'trace_id') : '"trace_?[iI]d\\W+(\\w+)"';
  return [
    '- name: trace',
    `  matcherType: ${byLabel ? 'label' : 'regex'}`,
    `  matcherRegex: ${pattern}`,
    "  url: '$${__value.raw}'",
    `  datasourceUid: ${uid}`,
  ];
}
