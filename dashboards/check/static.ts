import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { generatedFolder } from '../generate/places';
import type { Problem, Rule } from './problem';
import { fitsGrafanasSchema } from './rules/fits-grafanas-schema';
import { fitsTheOldestGrafana } from './rules/fits-the-oldest-grafana';
import { linksResolve } from './rules/links-resolve';
import { metricsAreDeclared } from './rules/metrics-are-declared';
import { panelsDoNotOverlap } from './rules/panels-do-not-overlap';
import { panelsNameTheirDataSource } from './rules/panels-name-their-data-source';
import { panelsSayHowToReadThem } from './rules/panels-say-how-to-read-them';
import { queriesParse } from './rules/queries-parse';
import { uidsAreUnique } from './rules/uids-are-unique';
import { unitsAgree } from './rules/units-agree';
import { windowsFollowTheRange } from './rules/windows-follow-the-range';

/** What can be told of a dashboard without a running platform. */
export const rules = {
  queriesParse,
  metricsAreDeclared,
  windowsFollowTheRange,
  unitsAgree,
  panelsSayHowToReadThem,
  panelsNameTheirDataSource,
  panelsDoNotOverlap,
  uidsAreUnique,
  linksResolve,
  fitsGrafanasSchema,
  fitsTheOldestGrafana,
} as const satisfies Record<string, Rule>;

/** Every problem of every rule, all at once. */
export const checkStatically = (dashboards: readonly Dashboard[]): Problem[] =>
  Object.values(rules).flatMap((rule) => rule(dashboards));

/** The dashboards as they are committed: what Grafana and the viewer show. */
export const generatedDashboards = (): Dashboard[] =>
  readdirSync(generatedFolder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(generatedFolder, file), 'utf8')) as Dashboard);
