import { EmptyState, LinkButton } from '@grafana/ui';

export const NotFound = () => (
  <main className="page-narrow">
    <EmptyState
      variant="not-found"
      message="There is no such page"
      button={<LinkButton href="/">All dashboards</LinkButton>}
    />
  </main>
);
