import { partOf } from '../sightline/event-rules';
import { partOfTotal } from '../sightline/part-of-total';
import type { Lint } from './lint';

/** Two metrics may say anything: more good events than events, or nothing of the one while the other goes on. */
export const partsAreProven: Lint = ({ slo: { sli, origin }, dialect }) => {
  const isRatio = sli.kind === 'ratio' && sli.parts !== undefined;
  const isClaimed = (sli.kind === 'good' || sli.kind === 'bad') && partOfTotal(partOf(sli), sli.total) === 'claimed';
  if (!isRatio && !isClaimed) return [];
  const which = sli.kind === 'good' || (sli.kind === 'ratio' && sli.means === 'success') ? 'good' : 'bad';
  const told =
    dialect === 'sloth'
      ? ''
      : ' Where they ever are more, there is no ratio, and an alert says so; where their series is missing, nothing is known.';
  return [
    {
      code: 'unproven-part',
      severity: isRatio ? 'info' : 'warning',
      path: [],
      reason: `nothing in the queries proves that the ${which} events are a part of all events.${told}`,
      hint: `Count both with one metric, told apart by a label, where there is one${origin.spec === 'openslo/v1' ? `: ${which} is total with one more matcher` : ''}.`,
    },
  ];
};
