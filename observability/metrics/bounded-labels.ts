import { isOpen, type LabelDeclarations, otherValue } from '../catalogue/declare';

export type LabelValues = Record<string, string>;

/**
 * Keeps the number of series finite whatever comes in: a value outside a closed set, or beyond an open label's limit,
 * becomes `_OTHER`. An absent value does too, so that every series of a metric has the same labels.
 */
export function boundedLabels(
  declarations: LabelDeclarations,
): (given: Readonly<Record<string, string>>) => LabelValues {
  const bounds = Object.entries(declarations).map(([key, label]) => {
    const limit = isOpen(label) ? label.limit : label.length;
    return { key, limit, known: new Set<string>(isOpen(label) ? [] : label) };
  });
  return (given) => {
    const values: LabelValues = {};
    for (const { key, limit, known } of bounds) {
      const value = given[key];
      if (value !== undefined && known.size < limit) known.add(value);
      values[key] = value !== undefined && known.has(value) ? value : otherValue;
    }
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
