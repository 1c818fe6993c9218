import type { Dashboard, DataSourceRef, Panel, RowPanel, VariableModel } from '@grafana/schema';

/** What Grafana's schema calls a dashboard: the JSON that the dashboards' build writes. */
export type DashboardJson = Dashboard;

export type PanelJson = Panel;
export type RowJson = RowPanel;
export type VariableJson = VariableModel;
export type { DataSourceRef };

export const isRow = (panel: PanelJson | RowJson): panel is RowJson => panel.type === 'row';
