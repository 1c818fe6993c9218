import type { Dashboard, GridPos, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Problem, Rule } from '../problem';
import { isRow, titleOf } from '../walk';

/** Every panel has its own place on the grid of 24 columns. */
export const panelsDoNotOverlap: Rule = (dashboards) =>
  dashboards.flatMap((dashboard) => shownTogether(dashboard).flatMap((panels) => misplaced(dashboard, panels)));

/** What lies inside a collapsed row pushes what is below it down once it is opened, so it is only among itself. */
const shownTogether = ({ panels = [] }: Dashboard) => [
  panels,
  ...panels.filter(isRow).map((row): readonly Panel[] => row.panels),
];

function misplaced(dashboard: Dashboard, panels: readonly (Panel | RowPanel)[]): Problem[] {
  const placed = panels.map(({ title, gridPos }) => ({ title: title ?? '?', at: gridPos }));
  const problem = (where: string, message: string) => ({ dashboard: titleOf(dashboard), where, message });
  return placed.flatMap(({ title, at }, index) => {
    if (!at) return [problem(title, 'has no place')];
    const outside = at.x < 0 || at.w < 1 || at.h < 1 || at.x + at.w > 24;
    const under = placed.slice(index + 1).filter((other) => other.at && overlap(at, other.at));
    return [
      ...(outside ? [problem(title, 'lies outside the grid')] : []),
      ...under.map((other) => problem(title, `overlaps ${other.title}`)),
    ];
  });
}

const overlap = (a: GridPos, b: GridPos) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
