import { type PanelModel } from '@grafana/data';
import {
  type SceneDataProvider,
  SceneDataTransformer,
  SceneQueryRunner,
  SceneTimeRange,
  VizPanel,
} from '@grafana/scenes';
import type { DataSourceRef, PanelJson } from './json';
import { PanelLinks } from './panel-links';

/** One panel with its queries, transformations, options and links. */
export function panelOf(json: PanelJson): VizPanel {
  const data = dataOf(json);
  return new VizPanel({
    key: `panel-${json.id ?? 0}`,
    title: json.title ?? '',
    description: json.description ?? '',
    pluginId: json.type,
    pluginVersion: json.pluginVersion ?? '',
    options: (json.options ?? {}) as object,
    fieldConfig: (json.fieldConfig ?? { defaults: {}, overrides: [] }) as PanelModel['fieldConfig'],
    displayMode: json.transparent ? 'transparent' : 'default',
    hoverHeader: !json.title,
    hoverHeaderOffset: 0,
    ...(data && { $data: data }),
    ...(json.timeFrom && { $timeRange: new SceneTimeRange({ from: `now-${json.timeFrom}`, to: 'now' }) }),
    ...(json.links?.length && { titleItems: <PanelLinks key="links" links={json.links} panelId={json.id ?? 0} /> }),
  });
}

function dataOf(json: PanelJson): SceneDataProvider | undefined {
  if (!json.targets?.length) return undefined;
  const queries = json.targets.map((target) => ({ refId: 'A', ...target }));
  const $data = new SceneQueryRunner({
    queries: queries as never,
    datasource: (json.datasource ?? (queries[0] as { datasource?: DataSourceRef }).datasource ?? null) as never,
    ...(json.maxDataPoints && { maxDataPoints: json.maxDataPoints }),
    ...(json.interval && { minInterval: json.interval }),
  });
  return json.transformations?.length
    ? new SceneDataTransformer({ $data, transformations: json.transformations as never })
    : $data;
}
