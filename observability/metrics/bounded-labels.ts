import { isOpen, type LabelDeclarations, otherValue } from '../catalogue/declare';
import { type ForgetSeries, limitHooks } from '../limits';

export type LabelValues = Record<string, string>;

/**
 * Keeps the number of series finite whatever comes in: a value outside a closed set, or beyond an open label's limit,
 * becomes `_OTHER`. An absent value does too, so that every series of a metric has the same labels. `forget` removes a series that a hook
 * let pass.
 */
export function boundedLabels(
  declarations: LabelDeclarations,
  forget: ForgetSeries,
): (given: Readonly<Record<string, string>>) => LabelValues {
  const bounds = Object.entries(declarations).map(([key, label]) => {
    const limit = isOpen(label) ? label.limit : label.length;
    return { key, limit, known: new Set<string>(isOpen(label) ? [] : label) };
  });
  return (given) => {
    const values: LabelValues = {};
    const { passSeries } = limitHooks();
    let strange = false;
    for (const { key, limit, known } of bounds) {
      const value = given[key];
      // What a hook lets pass takes nobody's place.
      if (value !== undefined && known.size < limit && !passSeries) known.add(value);
      const isKnown = value !== undefined && known.has(value);
      values[key] = isKnown ? value : otherValue;
      strange ||= value !== undefined && !isKnown;
    }
    if (!strange || !passSeries) return values;
    const asGiven = Object.fromEntries(bounds.map(({ key }) => [key, given[key] ?? otherValue]));
    return passSeries(asGiven, forget) ? asGiven : values;
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
