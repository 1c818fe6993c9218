import { formatDuration, parseDuration } from '@sightline/promql';
import { labels } from '../compiler/conventions';
import { isAlert, type Rule, type RuleGroup } from '../compiler/rules';
import { type ExpressionMutant, expressionMutants } from './expression-mutants';

export interface Mutant {
  readonly kind: string;
  /** The name of the rule that has the mistake. */
  readonly rule: string;
  /** `slo:sli_error:ratio_rate1h: > becomes <` */
  readonly description: string;
  readonly groups: readonly RuleGroup[];
}

/** The rules with one mistake each: in an expression, or in a label of a rule. */
export function ruleMutants(groups: readonly RuleGroup[]): Mutant[] {
  return groups.flatMap((group, groupIndex) =>
    group.rules.flatMap((rule, ruleIndex) =>
      variants(rule).map(({ kind, change, rule: changed }) => ({
        kind,
        rule: nameOf(rule),
        description: `${nameOf(rule)}: ${change}`,
        groups: groups.with(groupIndex, { ...group, rules: group.rules.with(ruleIndex, changed) }),
      })),
    ),
  );
}

const nameOf = (rule: Rule) => (isAlert(rule) ? `${rule.alert} ${rule.labels[labels.tier] ?? ''}`.trim() : rule.record);

function variants(rule: Rule): { kind: string; change: string; rule: Rule }[] {
  const expressions = expressionMutants(rule.expr)
    .filter((mutant) => !isHarmless(rule, mutant))
    .map(({ kind, change, expr }) => ({
      kind,
      change,
      rule: { ...rule, expr },
    }));
  const mislabelled = Object.keys(rule.labels)
    // The window is written for people and for Sloth's dashboards; nothing selects by it.
    .filter((label) => label !== labels.window)
    // The sums made of ticks write the SLO's own labels anew.
    .filter((label) => !nameOf(rule).startsWith('slo:sli_tick_') || label in identityOf(rule))
    .map((label) => ({
      kind: 'label',
      change: `the label ${label} becomes other`,
      rule: { ...rule, labels: { ...rule.labels, [label]: 'other' } },
    }));
  return [...expressions, ...mislabelled, ...otherWaits(rule)];
}

/** Of half and of twice the time that an alert must hold before it fires. */
function otherWaits(rule: Rule): { kind: string; change: string; rule: Rule }[] {
  if (!isAlert(rule) || !rule.for) return [];
  return [rule.for / 2, rule.for * 2].map((wait) => ({
    kind: 'window',
    change: `for becomes ${formatDuration(wait)}`,
    rule: { ...rule, for: wait },
  }));
}

const identityOf = ({ labels: all }: Rule) =>
  Object.fromEntries([labels.id, labels.slo, labels.service].map((name) => [name, all[name]]));

/** Changes that provably change nothing, so that no test can tell. */
function isHarmless(rule: Rule, { kind, offset, expr }: ExpressionMutant): boolean {
  const before = rule.expr.slice(0, offset);
  // A series that is new within the window has no samples before it: to look back further finds nothing more.
  if (
    kind === 'window' &&
    /\n *> increase\([^\n]*$/.test(before) &&
    isLonger(rule.expr.slice(offset), expr.slice(offset))
  )
    return true;
  // Of the operands after the first `and` of an alert only the labels count, not the value they are aggregated to.
  if (isAlert(rule)) return kind === 'function' && before.includes('\nand\n');
  // Where the total is 0, and only there is this operand taken, bad is 0 as well.
  return before.includes('\nor\n') && /\nslo:sli_bad:\S+ .* == 0$/.test(expr);
}

const isLonger = (was: string, is: string) => (durationAt(is) ?? 0) > (durationAt(was) ?? 0);
const durationAt = (text: string) => parseDuration(/^\w+/.exec(text)?.[0] ?? '');
