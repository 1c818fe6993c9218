import { allows, type Change, judge, type Policy, type Verdict } from '@sightline/alerts';
import { columns } from '../terminal/columns';
import type { Paint } from '../terminal/paint';
import type { SloStatus } from './slo-status';

export interface Gate {
  readonly change: Change;
  /** Whether every SLO allows it. */
  readonly open: boolean;
  readonly verdicts: readonly Verdict[];
}

/** Judges the SLOs that were promised; one that Prometheus has nothing of is judged all the same. */
export function gate(
  promised: readonly { readonly id: string; readonly service: string }[],
  { statuses, policy, change }: { statuses: readonly SloStatus[]; policy: Policy; change: Change },
): Gate {
  const verdicts = promised.flatMap(({ id, service }) => {
    const known = statuses.filter((status) => status.id === id);
    return (known.length > 0 ? known : [{ id, service, firing: [] }]).map((state) => judge(policy, state));
  });
  return { change, open: verdicts.every((verdict) => allows(verdict, change)), verdicts };
}

export function gateText({ change, open, verdicts }: Gate, paint: Paint): string {
  const rows = verdicts.map((verdict) => {
    const passes = allows(verdict, change);
    return [
      verdict.id,
      paint(passes ? 'green' : 'red', passes ? 'yes' : 'no'),
      verdict.reason,
      passes ? '' : verdict.next,
    ];
  });
  const head = ['SLO', change, 'because', 'do this next'].map((title) => ({ title }));
  const refusing = verdicts.filter((verdict) => !allows(verdict, change)).map(({ id }) => id);
  const conclusion = open
    ? paint('green', `A ${change} may be released`)
    : paint('red', `No ${change} may be released: see ${[...new Set(refusing)].join(', ')}`);
  return `${columns(head, rows)}\n\n${conclusion}`;
}
