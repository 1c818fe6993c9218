import type { LabelReplaceExpr } from '@sightline/promql/logql';
import { BadQuery, compiled } from '@sightline/promql/logql';
import { keyOf } from '../labels/labels';
import { expanded } from '../matching/replace';
import type { Series } from './series';

export function labelReplaced(
  { to, replacement, from, pattern }: Omit<LabelReplaceExpr, 'of'>,
  series: readonly Series[],
): Series[] {
  const whole = compiled(`^(?:${pattern})$`);
  const names = whole.namedGroups() as Readonly<Record<string, number>>;
  const keys = new Set<string>();
  return series.map(({ labels, values }) => {
    const matcher = whole.matcher(labels[from] ?? '');
    if (!matcher.find()) return { labels, values };
    const value = expanded(replacement, matcher, names);
    const { [to]: _, ...others } = labels;
    const replaced = value === '' ? others : { ...others, [to]: value };
    const key = keyOf(replaced);
    if (keys.has(key)) throw new BadQuery('label_replace makes two series of the same labels');
    keys.add(key);
    return { labels: replaced, values };
  });
}
