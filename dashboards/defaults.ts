import type {
  AnnotationQuery,
  Dashboard,
  Panel,
  RowPanel,
  VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  TimePickerBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { annotations } from './annotations';
import { uidOf } from './board';

/** What a dashboard's own file decides, be it TypeScript or jsonnet. */
export interface Content {
  readonly title: string;
  readonly description: string;
  readonly tags?: readonly string[];
  readonly variables: readonly VariableModel[];
  readonly panels: readonly (Panel | RowPanel)[];
}

/** Found by this tag: the menu of dashboards, the search, the viewer's list. */
export const platformTag = 'sightline';

/** Adds what every dashboard has alike, so that no author can forget it. */
export function complete(name: string, content: Content): Dashboard {
  const menu = new DashboardLinkBuilder('Dashboards')
    .type(DashboardLinkType.Dashboards)
    .tags([platformTag])
    .asDropdown(true)
    .keepTime(true)
    .includeVars(true);
  const dashboard = new DashboardBuilder(content.title)
    .uid(uidOf(name))
    .description(content.description)
    .tags([platformTag, ...(content.tags ?? [])])
    .readonly()
    .timezone('browser')
    .time({ from: 'now-15m', to: 'now' })
    .refresh('10s')
    .timepicker(new TimePickerBuilder().refreshIntervals(['5s', '10s', '30s', '1m', '5m']))
    .tooltip(DashboardCursorSync.Crosshair)
    .links([menu])
    .build();
  return {
    ...dashboard,
    annotations: { list: annotations.map((annotation): AnnotationQuery => ({ ...annotation })) },
    templating: { list: [...content.variables] },
    panels: [...content.panels],
  };
}
