import { readdirSync, readFileSync } from 'node:fs';
import { inRepository } from '@sightline/stack';
import type { Cases } from '../case';
import { traceId } from '../data/shop';
import { instant, lines, range } from './asking';

const variables: Readonly<Record<string, string>> = {
  service: '(order|payment|gateway)',
  level: '(info|warn|error)',
  search: 'post',
  trace: traceId('order', 80),
  __auto: '30s',
  __interval: '30s',
  __range: '1200s',
};

interface Target {
  readonly expr?: string;
  readonly queryType?: string;
  readonly maxLines?: number;
  readonly datasource?: { readonly type?: string };
}

/** What the dashboards ask, over made lines of the same shape. A query that is new is held to Loki as soon as it is recorded. */
export const dashboards: Cases = ask();

function ask(): Cases {
  const folder = inRepository('dashboards', 'generated');
  const targets = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => lokiTargets(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))));
  const asked = new Map(targets.map((target) => [`${target.queryType} ${target.expr}`, target]));
  return [...asked.values()].map(({ expr = '', queryType, maxLines = 1000 }) => {
    const query = filled(expr);
    if (queryType === 'instant') return instant(query);
    return query.startsWith('{')
      ? lines(query, { from: '12m', to: '16m', limit: maxLines, direction: 'backward', categorised: true })
      : range(query, { step: '30s', from: '10m', to: '20m' });
  });
}

/** Everything inside the JSON that asks Loki. */
function lokiTargets(json: unknown, datasource?: string): Target[] {
  if (typeof json !== 'object' || json === null) return [];
  const target = json as Target;
  const type = target.datasource?.type ?? datasource;
  const own = type === 'loki' && target.expr ? [target] : [];
  return [...own, ...Object.values(json).flatMap((inner) => lokiTargets(inner, type))];
}

function filled(expr: string): string {
  return expr.replaceAll(/\$(\w+)|\$\{(\w+)[^}]*\}/g, (text, name, braced) => variables[name ?? braced] ?? text);
}
