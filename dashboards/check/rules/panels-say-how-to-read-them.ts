import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Rule } from '../problem';
import { panelsOf, titleOf } from '../walk';

/** Every panel has a title, a description, and a way onwards; every dashboard says who opens it and why. */
export const panelsSayHowToReadThem: Rule = (dashboards) =>
  dashboards.flatMap((dashboard) => [
    ...(dashboard.description
      ? []
      : [{ dashboard: titleOf(dashboard), where: 'dashboard', message: 'has no description' }]),
    ...panelsOf(dashboard).flatMap((panel) =>
      missing(panel).map((message) => ({
        dashboard: titleOf(dashboard),
        where: panel.title ?? `panel ${panel.id}`,
        message,
      })),
    ),
  ]);

const missing = ({ title, description, links }: Panel): string[] => [
  ...(title ? [] : ['has no title']),
  ...(description ? [] : ['has no description']),
  ...(links?.length ? [] : ['leads nowhere']),
];
