import { SceneVariableValueChangedEvent, sceneGraph, type VizPanel } from '@grafana/scenes';
import type { DashboardLink } from '@grafana/schema';
import { Dropdown, Icon, IconButton, Menu } from '@grafana/ui';
import { useEffect, useReducer } from 'react';
import { usePanelScene } from './current-scene';
import { followable } from './links';

/** Where one goes next from a panel: one link is an arrow, several are a menu. */
export function PanelLinks({ links, panelId }: { links: DashboardLink[]; panelId: number }) {
  const panel = usePanelScene(panelId);
  return panel ? <FilledLinks links={links} panel={panel} /> : null;
}

function FilledLinks({ links, panel }: { links: DashboardLink[]; panel: VizPanel }) {
  useWhatIsFilledIn(panel);
  const found = links.map((link) => ({ title: sceneGraph.interpolate(panel, link.title), ...followable(link, panel) }));
  const [first] = found;
  if (!first) return null;
  if (found.length === 1) {
    return (
      <a
        className="panel-link"
        href={first.href}
        target={first.target}
        rel="noreferrer"
        title={first.title}
        aria-label={first.title}
      >
        <Icon name="external-link-alt" size="sm" />
      </a>
    );
  }
  const menu = () => (
    <Menu>
      {found.map(({ title, href, target }) => (
        <Menu.Item key={href} label={title} url={href} target={target as never} />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu}>
      <IconButton name="link" size="sm" aria-label="Links of this panel" tooltip="Where to go next" />
    </Dropdown>
  );
}

/** Draws again when a list has arrived, another value is chosen, or time has gone on: a link says what is true when it is clicked. */
function useWhatIsFilledIn(panel: VizPanel): void {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  sceneGraph.getTimeRange(panel).useState();
  useEffect(() => {
    const changes = panel.getRoot().subscribeToEvent(SceneVariableValueChangedEvent, drawAgain);
    // What has changed until now was not heard.
    drawAgain();
    return () => changes.unsubscribe();
  }, [panel]);
}
