import type { Rule } from '../problem';
import { panelsAndRowsOf, titleOf } from '../walk';

/** No two dashboards share a uid or a title, no two panels of a dashboard an id. */
export const uidsAreUnique: Rule = (dashboards) => [
  ...doubles(dashboards.map(({ uid }) => uid ?? '')).map((uid) => ({
    dashboard: uid,
    where: 'dashboard',
    message: `two have the uid ${uid}`,
  })),
  ...doubles(dashboards.map(titleOf)).map((title) => ({
    dashboard: title,
    where: 'dashboard',
    message: 'two have this title',
  })),
  ...dashboards.flatMap((dashboard) =>
    doubles(panelsAndRowsOf(dashboard).map(({ id }) => String(id))).map((id) => ({
      dashboard: titleOf(dashboard),
      where: `panel ${id}`,
      message: 'two have this id',
    })),
  ),
];

const doubles = (values: readonly string[]) => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];
