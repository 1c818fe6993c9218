import { isAlert, type RuleGroup, recordsOf, replayRule } from '@sightline/alerts';
import type { PrometheusStore } from '@sightline/stores';
import type { Fired } from './score-detection';

interface Asked {
  readonly since: Date;
  readonly until: Date;
  /** How often the rules are evaluated, in milliseconds. */
  readonly evaluation: number;
  readonly pagesOnly?: boolean;
}

/** When anything of the rules fired, by trace; in minutes since `start`. */
export async function firingsOf(
  groups: readonly RuleGroup[],
  store: PrometheusStore,
  start: Date,
  { pagesOnly = false, ...asked }: Asked,
): Promise<Map<string, Fired[]>> {
  const records = recordsOf(groups, asked.evaluation);
  const minutesOf = (date: Date) => (date.getTime() - start.getTime()) / 60_000;
  const byTrace = new Map<string, Fired[]>();
  for (const rule of groups.flatMap(({ rules }) => rules).filter(isAlert)) {
    const pages = rule.labels.sloth_severity !== 'ticket';
    if (pagesOnly && !pages) continue;
    for (const { labels, firings } of await replayRule(rule, records, store, { ...asked, step: asked.evaluation })) {
      const fired = firings.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to), pages }));
      byTrace.set(labels.trace ?? '', [...(byTrace.get(labels.trace ?? '') ?? []), ...fired]);
    }
  }
  return byTrace;
}
