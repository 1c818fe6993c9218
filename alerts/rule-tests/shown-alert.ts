import { labels as names } from '../compiler/conventions';
import type { Slo } from '../compiler/model';
import type { AlertingRule, Labels } from '../compiler/rules';

/** An alert as people get it while `share` of all is bad. */
export const shownAlert = (slo: Slo, rule: AlertingRule, share: number) => ({
  labels: {
    ...slo.labels,
    [names.id]: slo.id,
    [names.slo]: slo.name,
    [names.service]: slo.service,
    ...rule.labels,
  },
  annotations: withShare(rule.annotations, share),
});

/** Go's `%.4g%%` of `humanizePercentage`. */
const withShare = (annotations: Labels, share: number) =>
  Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [
      name,
      text.replace('{{ $value | humanizePercentage }}', `${Number((share * 100).toPrecision(4))}%`),
    ]),
  );
