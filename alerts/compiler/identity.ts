import { labels } from './conventions';
import type { Slo } from './model';
import { labelFilter } from './promql/label-filter';
import type { Labels } from './rules';

/** The labels that tell one SLO's series from another's, on every rule and in every filter. */
export const identityLabels = ({ id, name, service }: Pick<Slo, 'id' | 'name' | 'service'>): Labels => ({
  [labels.id]: id,
  [labels.slo]: name,
  [labels.service]: service,
});

export const identityFilter = (slo: Pick<Slo, 'id' | 'name' | 'service'>): string => labelFilter(identityLabels(slo));
