import type { AnnotationQuery, Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  TimePickerBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { annotations } from './annotations';
import { type Board, uidOf } from './board';
import { arrange } from './layout';
import { oldestGrafana } from './oldest-grafana';

/** Found by this tag: the menu of dashboards, the search, the viewer's list. */
export const platformTag = 'sightline';

/** Adds what every dashboard has alike, so that no author can forget it. */
export function complete(name: string, board: Board): Dashboard {
  // Beside the title, not in the controls menu where the SDK puts it.
  const { placement: _, ...menu } = new DashboardLinkBuilder('Dashboards')
    .type(DashboardLinkType.Dashboards)
    .tags([platformTag])
    .asDropdown(true)
    .keepTime(true)
    .includeVars(true)
    .build();
  const dashboard = new DashboardBuilder(board.title)
    .uid(uidOf(name))
    .description(board.description)
    .tags([platformTag, ...(board.tags ?? [])])
    .readonly()
    .timezone('browser')
    .time({ from: 'now-15m', to: 'now' })
    .refresh('10s')
    .timepicker(new TimePickerBuilder().refreshIntervals(['5s', '10s', '30s', '1m', '5m']))
    .tooltip(DashboardCursorSync.Crosshair)
    .build();
  return {
    ...dashboard,
    schemaVersion: oldestGrafana.schemaVersion,
    links: [menu],
    annotations: { list: annotations.map((annotation): AnnotationQuery => ({ ...annotation })) },
    templating: { list: [...(board.variables ?? [])] },
    panels: arrange(board.rows),
  };
}
