import { isOpen, type LabelDeclarations, otherValue } from '../catalogue/declare';
import { isLifted, onRestored } from '../guards';

export type LabelValues = Record<string, string>;

/**
 * Keeps the number of series finite whatever comes in: a value outside a closed set, or beyond an open label's limit,
 * becomes `_OTHER`. An absent value does too, so that every series of a metric has the same labels. What comes while the guard
 * is lifted is let through, and forgotten by `forget` when it is back.
 */
export function boundedLabels(
  declarations: LabelDeclarations,
  forget: (series: LabelValues) => void,
): (given: Readonly<Record<string, string>>) => LabelValues {
  const strangers = new Map<string, LabelValues>();
  onRestored('label values', () => {
    for (const series of strangers.values()) forget(series);
    strangers.clear();
  });
  const bounds = Object.entries(declarations).map(([key, label]) => {
    const limit = isOpen(label) ? label.limit : label.length;
    return { key, limit, known: new Set<string>(isOpen(label) ? [] : label) };
  });
  return (given) => {
    const values: LabelValues = {};
    const lifted = isLifted('label values');
    let strange = false;
    for (const { key, limit, known } of bounds) {
      const value = given[key];
      // What comes while the guard is lifted takes nobody's place.
      if (value !== undefined && known.size < limit && !lifted) known.add(value);
      const isKnown = value !== undefined && known.has(value);
      const letThrough = value !== undefined && !isKnown && lifted;
      values[key] = isKnown || letThrough ? value : otherValue;
      strange ||= letThrough;
    }
    if (strange) strangers.set(JSON.stringify(values), values);
    return values;
  };
}

/** Every combination of the closed labels; none when a label is open, or when there would be more than `limit`. */
export function knownSeries(declarations: LabelDeclarations, limit = 100): LabelValues[] {
  let series: LabelValues[] = [{}];
  for (const [key, label] of Object.entries(declarations)) {
    if (isOpen(label)) return [];
    series = series.flatMap((labels) => label.map((value) => ({ ...labels, [key]: value })));
    if (series.length > limit) return [];
  }
  return series;
}
