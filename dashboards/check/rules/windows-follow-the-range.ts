import type { Rule } from '../problem';
import { queriesOf, titleOf } from '../walk';

const allowed = {
  promql: { rate: ['$__rate_interval', '$__range'], increase: ['$__rate_interval', '$__range'] },
  logql: { rate: ['$__auto'], bytes_rate: ['$__auto'], count_over_time: ['$__auto', '$__range'] },
} as const;

/** A fixed window is too short when zoomed out (gaps) or too long when zoomed in (a blur). */
export const windowsFollowTheRange: Rule = (dashboards) =>
  dashboards.flatMap((dashboard) =>
    queriesOf(dashboard).flatMap(({ where, language, target }) =>
      Object.entries(allowed[language]).flatMap(([call, windows]) =>
        windowsOf(call, target.expr)
          .filter((window) => !(windows as readonly string[]).includes(window))
          .map((window) => ({
            dashboard: titleOf(dashboard),
            where,
            message: `${call} over [${window}]: use ${windows.join(' or ')}`,
          })),
      ),
    ),
  );

/** Windows directly inside a call: `rate(x{...}[window])`. */
const windowsOf = (call: string, expr: string) =>
  [...expr.matchAll(new RegExp(`\\b${call}\\s*\\([^()\\[]*\\[([^\\]]+)\\]`, 'g'))].map(([, window]) => window ?? '');
