import { groups, slothVersion } from '../conventions';
import type { Dialect } from '../dialect';
import { metadataRules } from '../metadata-rules';
import { alertRules } from './alert-rules';
import { sliRules } from './sli-rules';

const modes = { 'openslo/v1': 'cli-gen-prom', 'prometheus/v1': 'cli-gen-prom', 'sloth.slok.dev/v1': 'cli-gen-k8s' };

/** What Sloth v0.16 makes of the same file, rule by rule. */
export const slothDialect: Dialect = ({ slo, windows }) =>
  [
    { name: groups.sloth.sli(slo.id), rules: sliRules(slo, windows) },
    {
      name: groups.sloth.metadata(slo.id),
      rules: metadataRules(slo, windows, { version: slothVersion, mode: modes[slo.origin.spec] }),
    },
    { name: groups.sloth.alerts(slo.id), rules: alertRules(slo, windows) },
  ].filter(({ rules }) => rules.length > 0);
