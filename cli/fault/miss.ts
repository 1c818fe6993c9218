import { type Explanation, type Hypothesis, type Subject, subjectKey } from '../why';

/** What spoke for the one that was named first, and what for the true cause; nothing when that was first. */
export function missOf({ hypotheses }: Explanation, truths: readonly Subject[]): string | undefined {
  const [first] = hypotheses;
  const keys = truths.map(subjectKey);
  if (first && keys.includes(subjectKey(first.subject))) return undefined;
  const place = hypotheses.findIndex(({ subject }) => keys.includes(subjectKey(subject)));
  const truth = hypotheses[place];
  return [
    first && `For ${spoke(first)}`,
    truth
      ? `For ${spoke(truth)}, at place ${place + 1}`
      : `Nothing was found of ${truths.map(({ name }) => name).join(' and ')}`,
  ]
    .filter(Boolean)
    .join('. ');
}

const spoke = ({ subject, score, findings: [strongest] }: Hypothesis) =>
  `${subject.name} (${score.toFixed(2)}) spoke "${strongest?.message ?? ''}"`;
