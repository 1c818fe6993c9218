import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { oldestGrafana } from '../../oldest-grafana';
import type { Rule } from '../problem';
import { panelsAndRowsOf, panelsOf, titleOf, variablesOf } from '../walk';

/** Nothing is newer than the Grafana that the README names: there it would be drawn empty, or not at all. */
export const fitsTheOldestGrafana: Rule = (dashboards) =>
  dashboards.flatMap((dashboard) =>
    newerThings(dashboard).map(({ where, what }) => ({
      dashboard: titleOf(dashboard),
      where,
      message: `${what} is not known to be in Grafana ${oldestGrafana.version} (oldest-grafana.ts)`,
    })),
  );

interface Used {
  readonly where: string;
  readonly what: string;
}

function newerThings(dashboard: Dashboard): Used[] {
  const { schemaVersion, panels, macros, variables, transformations } = oldestGrafana;
  return [
    ...(dashboard.schemaVersion <= schemaVersion
      ? []
      : [{ where: 'dashboard', what: `schemaVersion ${dashboard.schemaVersion}` }]),
    ...panelsAndRowsOf(dashboard).flatMap(({ title, type }) =>
      beyond(panels, [type]).map((name) => ({ where: title ?? '?', what: `the panel type ${name}` })),
    ),
    ...panelsOf(dashboard).flatMap(({ title, transformations: used = [] }) =>
      beyond(
        transformations,
        used.map(({ id }) => id),
      ).map((name) => ({ where: title ?? '?', what: `the transformation ${name}` })),
    ),
    ...variablesOf(dashboard).flatMap(({ name, type }) =>
      beyond(variables, [type]).map((kind) => ({ where: `$${name}`, what: `the variable type ${kind}` })),
    ),
    ...wholeParts(dashboard).flatMap(({ where, text }) =>
      beyond(macros, macrosIn(text)).map((name) => ({ where, what: `$${name}` })),
    ),
  ];
}

/** Each part of a dashboard as text, decoded, so that what stands in a link is found too. */
const wholeParts = (dashboard: Dashboard) => [
  { where: 'dashboard', text: textOf({ ...dashboard, panels: [] }) },
  ...panelsOf(dashboard).map((panel) => ({ where: panel.title ?? '?', text: textOf(panel) })),
];

const textOf = (value: unknown) => JSON.stringify(value).replaceAll(/%(24|7B|7D|3A)/g, decodeURIComponent);

const macrosIn = (text: string) => [...text.matchAll(/\$\{?(__\w+(?:\.\w+)*)/g)].map(([, name]) => name ?? '');

const beyond = (known: readonly string[], used: readonly string[]) => [
  ...new Set(used.filter((name) => !known.includes(name))),
];
