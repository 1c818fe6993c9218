import type { EmbeddedScene } from '@grafana/scenes';
import type { DashboardLink } from '@grafana/schema';
import { Button, Dropdown, LinkButton, Menu } from '@grafana/ui';
import { readJson } from '../datasources/backend';
import { useLoaded } from '../shell/use-loaded';
import type { DashboardJson } from './json';
import { followable } from './links';

/** What the dashboard is for, and the links it gives to others. */
export function DashboardHead({ json, scene }: { json: DashboardJson; scene: EmbeddedScene }) {
  return (
    <header className="dashboard-head">
      <h1>{json.title}</h1>
      <p>{json.description}</p>
      <nav aria-label="Links of this dashboard">
        {(json.links ?? []).map((link) =>
          link.type === 'dashboards' ? (
            <DashboardsLink key={link.title} link={link} scene={scene} />
          ) : (
            <LinkButton
              key={link.title}
              variant="secondary"
              size="sm"
              icon="external-link-alt"
              {...followable(link, scene)}
            >
              {link.title}
            </LinkButton>
          ),
        )}
      </nav>
    </header>
  );
}

/** All dashboards with the link's tags, keeping time and variables where it says so. */
function DashboardsLink({ link, scene }: { link: DashboardLink; scene: EmbeddedScene }) {
  const params = new URLSearchParams([['type', 'dash-db'], ...link.tags.map((tag) => ['tag', tag])]);
  const loaded = useLoaded(
    () => readJson<{ uid: string; title: string; url: string }[]>(`/api/search?${params}`),
    params.toString(),
  );
  const found = loaded.state === 'done' ? loaded.value : [];
  const overlay = () => (
    <Menu>
      {found.map(({ uid, title, url }) => (
        <Menu.Item key={uid} label={title} url={followable({ ...link, url }, scene).href} />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={overlay} placement="bottom-end">
      <Button variant="secondary" size="sm" icon="apps">
        {link.title}
      </Button>
    </Dropdown>
  );
}
