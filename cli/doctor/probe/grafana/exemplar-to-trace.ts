import type { DataSource } from '@sightline/stores';
import type { Finding } from '../../finding';
import { prometheusLinks } from './data-source-links';
import { broken, type GrafanaScene, ofType, opensTrace, provisioning, target, traceSources } from './scene';

const hop = 'Grafana: exemplar to trace';

/** An exemplar on a panel opens its trace. */
export function exemplarToTrace(scene: GrafanaScene): Promise<Finding[]> {
  return Promise.all(
    ofType(scene, 'prometheus')
      .slice(0, 1)
      .map((source) => check(scene, source)),
  );
}

async function check(scene: GrafanaScene, source: DataSource): Promise<Finding> {
  const { exemplarLabel, traceStored } = scene;
  const [usual] = traceSources(scene);
  const label = exemplarLabel ?? 'trace_id';
  const lines = provisioning(
    source,
    'exemplarTraceIdDestinations:',
    `  - { name: ${label}, datasourceUid: ${usual?.uid ?? '<uid of the trace store>'} }`,
  );
  const next = `the data source ${source.name} of Grafana, under Exemplars`;
  const { exemplarTraceIdDestinations: links } = prometheusLinks.parse(source.jsonData ?? {});
  if (links.length === 0) return broken(hop, `${source.name} has no exemplarTraceIdDestinations`, next, lines);
  const link = links.find(({ name }) => name === label);
  if (!link)
    return broken(
      hop,
      `${source.name} takes the trace from the label ${links.map(({ name }) => name).join(', ')}, and the exemplar has it in ${label}`,
      next,
      lines,
    );
  if (link.url && !link.datasourceUid) return { hop, state: 'ok', detail: `leads to ${link.url}` };
  const { source: store, wrong } = target(scene, link.datasourceUid, traceSources(scene));
  if (!store) return broken(hop, `${source.name} ${wrong}`, next, lines);
  if (!traceStored) return { hop, state: 'skipped', detail: 'the trace is not stored' };
  return opensTrace(scene, { hop, by: `the label ${label}`, store, next, lines });
}
