import {
  behaviors,
  dataLayers,
  EmbeddedScene,
  SceneDataLayerSet,
  SceneRefreshPicker,
  SceneTimePicker,
  VariableValueSelectors,
} from '@grafana/scenes';
import { AnnotationControls } from './annotation-controls';
import type { DashboardJson } from './json';
import { layoutOf } from './layout';
import { timeIn } from './time-in';
import { AddressedTimeRange } from './time-range';
import { variablesOf } from './variables';

const intervals = ['5s', '10s', '30s', '1m', '5m', '15m'];

/** A dashboard's JSON as a scene: Grafana's own libraries then do with it what Grafana does. */
export function sceneOf(dashboard: DashboardJson): EmbeddedScene {
  return new EmbeddedScene({
    key: dashboard.uid ?? 'dashboard',
    $timeRange: new AddressedTimeRange({
      from: timeIn(dashboard.time?.from) ?? 'now-15m',
      to: timeIn(dashboard.time?.to) ?? 'now',
      ...(dashboard.timezone && { timeZone: dashboard.timezone }),
    }),
    $variables: variablesOf(dashboard.templating?.list ?? []),
    $data: annotationsOf(dashboard),
    $behaviors: [new behaviors.CursorSync({ key: 'sync', sync: dashboard.graphTooltip ?? 0 })],
    controls: [
      new VariableValueSelectors({ key: 'variables' }),
      new AnnotationControls({ key: 'annotations' }),
      new SceneTimePicker({ key: 'time', isOnCanvas: true }),
      new SceneRefreshPicker({
        key: 'refresh',
        refresh: typeof dashboard.refresh === 'string' ? dashboard.refresh : '',
        intervals: dashboard.timepicker?.refresh_intervals ?? intervals,
        isOnCanvas: true,
      }),
    ],
    body: layoutOf(dashboard),
  });
}

const annotationsOf = ({ annotations }: DashboardJson): SceneDataLayerSet =>
  new SceneDataLayerSet({
    layers: (annotations?.list ?? [])
      .filter(({ builtIn }) => !builtIn)
      .map(
        (query) =>
          new dataLayers.AnnotationsDataLayer({
            key: `annotations-${query.name}`,
            name: query.name,
            isEnabled: query.enable ?? true,
            isHidden: query.hide ?? false,
            query: query as never,
          }),
      ),
  });
