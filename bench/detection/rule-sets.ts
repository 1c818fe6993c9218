import { compile, type RuleGroup } from '@sightline/alerts';
import { ours, sloths } from './slos';

interface RuleSet {
  readonly name: string;
  readonly groups: readonly RuleGroup[];
}

const minute = 60_000;

const ratio = (window: string) =>
  `sum by (trace) (rate(requests_total{code="500"}[${window}])) / sum by (trace) (rate(requests_total[${window}]))`;

const alone = (alert: string, expr: string, wait = 0): RuleGroup[] => [
  { name: alert, rules: [{ alert, expr, for: wait, labels: {}, annotations: {} }] },
];

function compiled(text: string, dialect: 'sightline' | 'sloth'): RuleGroup[] {
  const { slos, diagnostics } = compile([{ file: 'slo.yaml', text }], { dialect });
  if (slos.length === 0) throw new Error(diagnostics.map(({ reason }) => reason).join('; '));
  return slos.flatMap(({ groups }) => groups);
}

/** What is compared over labelled days. */
export const ruleSets = (): RuleSet[] => [
  { name: 'fixed threshold: 1 % for 5 minutes', groups: alone('Threshold', `${ratio('5m')} > 0.01`, 5 * minute) },
  { name: 'one window: 14.4 over an hour', groups: alone('OneWindow', `${ratio('1h')} > 14.4 * 0.001`) },
  { name: "Sloth's rules", groups: compiled(sloths(), 'sloth') },
  { name: 'ours, a minimum of 5', groups: compiled(ours('5'), 'sightline') },
  { name: 'ours, by traffic', groups: compiled(ours('by-traffic'), 'sightline') },
];

/** What is compared over faults of a busy service. */
export const pagingSets = (objective: number): RuleSet[] => [
  { name: "Sloth's rules", groups: compiled(sloths({ objective }), 'sloth') },
  { name: 'ours', groups: compiled(ours('by-traffic', { objective }), 'sightline') },
  {
    name: 'ours, with the outage tier',
    groups: compiled(
      ours('by-traffic', { objective, tiers: 'outage, page-quick, page-slow, ticket-quick, ticket-slow' }),
      'sightline',
    ),
  },
];
