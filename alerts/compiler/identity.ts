import { labels } from './conventions';
import { labelFilter } from './label-filter';
import type { Slo } from './model';
import type { Labels } from './rules';

type Identified = Pick<Slo, 'id' | 'name' | 'service'>;

/** The labels that tell one SLO's series from another's, on every rule and in every filter. */
export const identityLabels = ({ id, name, service }: Identified): Labels => ({
  [labels.id]: id,
  [labels.slo]: name,
  [labels.service]: service,
});

const filters = new WeakMap<Identified, string>();

/** The same as a filter. Kept, because every rule of an SLO needs it several times. */
export function identityFilter(slo: Identified): string {
  const known = filters.get(slo);
  if (known !== undefined) return known;
  const filter = labelFilter(identityLabels(slo));
  filters.set(slo, filter);
  return filter;
}
