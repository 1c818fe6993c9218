import { groups, slothVersion } from '../conventions';
import { metadataRules } from '../metadata-rules';
import type { Profile } from '../profile';
import { alertRules } from './alert-rules';
import { sliRules } from './sli-rules';

const maker = { version: slothVersion, mode: 'cli-gen-prom' };

/** What Sloth v0.16 makes of the same file, rule by rule. */
export const slothProfile: Profile = ({ slo, windows }) =>
  [
    { name: groups.sloth.sli(slo.id), rules: sliRules(slo, windows) },
    { name: groups.sloth.metadata(slo.id), rules: metadataRules(slo, windows, maker) },
    { name: groups.sloth.alerts(slo.id), rules: alertRules(slo, windows) },
  ].filter(({ rules }) => rules.length > 0);
