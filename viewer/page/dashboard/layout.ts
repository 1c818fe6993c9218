import { SceneGridItem, SceneGridLayout, SceneGridRow } from '@grafana/scenes';
import { type DashboardJson, isRow, type PanelJson } from './json';
import { panelOf } from './panel';

const item = (panel: PanelJson): SceneGridItem => {
  const { x = 0, y = 0, w = 12, h = 8 } = panel.gridPos ?? {};
  return new SceneGridItem({
    key: `grid-item-${panel.id ?? 0}`,
    x,
    y,
    width: w,
    height: h,
    isDraggable: false,
    isResizable: false,
    body: panelOf(panel),
  });
};

/** The panels where the JSON puts them. The panels after an open row are the row's, those of a closed row lie inside it. */
export function layoutOf({ panels = [] }: DashboardJson): SceneGridLayout {
  const children: (SceneGridItem | SceneGridRow)[] = [];
  let open: SceneGridRow | undefined;
  for (const panel of panels) {
    if (isRow(panel)) {
      const row = new SceneGridRow({
        key: `row-${panel.id}`,
        title: panel.title ?? '',
        isCollapsible: true,
        isCollapsed: panel.collapsed,
        y: panel.gridPos?.y ?? 0,
        children: panel.panels.map((each) => item(each as PanelJson)),
      });
      children.push(row);
      open = panel.collapsed ? undefined : row;
    } else if (open) {
      open.setState({ children: [...open.state.children, item(panel)] });
    } else {
      children.push(item(panel));
    }
  }
  return new SceneGridLayout({ children, isDraggable: false, isResizable: false, isLazy: true });
}
