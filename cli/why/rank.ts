import type { Finding } from './finding';
import { groupBy } from './group-by';
import { type Subject, subjectKey } from './subject';

/** Who calls whom. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** One possible cause with everything that speaks for it. */
export interface Hypothesis {
  readonly subject: Subject;
  /** 0 to 1. */
  readonly score: number;
  /** What made the score what it is, beyond the findings themselves. */
  readonly because: readonly string[];
  /** The strongest first. */
  readonly findings: readonly Finding[];
  readonly since?: Date;
}

/** Weaker ones are not worth a person's time. */
const leastScore = 0.25;
/** How much of what is seen at a caller is taken to come from the one it calls. */
const explainedBelow = 0.7;
const explainedByChange = 0.6;

interface Candidate {
  readonly subject: Subject;
  readonly findings: readonly Finding[];
  readonly own: number;
  readonly since: Date | undefined;
}

/**
 * Ranks what findings are about. What speaks for a subject adds up, one finding of each kind of evidence; then
 * - trouble below explains trouble above: a caller counts less if something it calls is in trouble too;
 * - a change that came just before the trouble explains it, and counts more than the components it shows in;
 * - what was in trouble first counts more than what followed.
 */
export function rank(findings: readonly Finding[], edges: readonly Edge[]): Hypothesis[] {
  const candidates = grouped(findings);
  const troubled = candidates.filter((candidate) => !isChange(candidate));
  const changes = candidates.filter(isChange).map((change) => ofChange(change, troubled));
  const surroundings: Surroundings = {
    troubled,
    changes,
    below: reachable(edges),
    first: earliest(troubled.filter(({ own }) => own >= leastScore).map(({ since }) => since)),
  };
  const components = troubled.map((candidate) => ofComponent(candidate, surroundings));
  return [...changes, ...components].filter(({ score }) => score >= leastScore).sort((a, b) => b.score - a.score);
}

const isChange = ({ subject }: Candidate) => subject.kind === 'flag' || subject.kind === 'release';

/** A change that no trouble follows is no cause of anything. */
function ofChange(candidate: Candidate, troubled: readonly Candidate[]): Hypothesis {
  const { own, since } = candidate;
  const explained = (finding: Finding | undefined) =>
    finding === undefined ? 0 : finding.strength * timeFit(since, finding.since);
  const followed = most(
    troubled.flatMap(({ findings }) => findings),
    explained,
  );
  const worst = explained(followed);
  const because =
    followed && worst >= leastScore
      ? `followed by trouble in ${followed.subject.name}`
      : 'no trouble to speak of followed';
  // What trouble there is matters more than how bad it is.
  return hypothesis(candidate, own * (0.2 + (0.8 * worst) / (worst + 0.15)), [because]);
}

const seconds = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000;

/**
 * How well trouble fits a change in time, 0 to 1: entirely up to two minutes after it, or a little before, since metrics
 * average.
 */
function timeFit(change: Date | undefined, trouble: Date | undefined): number {
  if (change === undefined || trouble === undefined) return 0.7;
  const lead = seconds(change, trouble);
  return lead < 0 ? Math.exp(Math.min(0, lead + 20) / 30) : Math.exp(-Math.max(0, lead - 120) / 300);
}

interface Surroundings {
  readonly troubled: readonly Candidate[];
  readonly changes: readonly Hypothesis[];
  /** When the first trouble began. */
  readonly first: Date | undefined;
  below(name: string): ReadonlySet<string>;
}

function ofComponent(candidate: Candidate, { troubled, changes, first, below }: Surroundings): Hypothesis {
  const { subject, own, since, findings } = candidate;
  // Whatever else goes on, a process that does not run is no symptom.
  if (findings.some(({ evidence }) => evidence === 'components'))
    return hypothesis(candidate, own, ['it does not run']);
  const because: string[] = [];
  let score = own;
  const under = most(
    troubled.filter((each) => each.subject.kind === 'component' && isBelow(each.subject.name, subject.name, below)),
    (each) => each.own,
  );
  if (under && under.own >= leastScore) {
    score *= 1 - explainedBelow * under.own;
    because.push(`${under.subject.name}, which it depends on, is in trouble too`);
  }
  const explains = (change: Hypothesis) => change.score * timeFit(change.since, since);
  const change = most(changes, explains);
  if (change && explains(change) >= leastScore) {
    score *= 1 - explainedByChange * explains(change);
    because.push(`the ${change.subject.kind} ${change.subject.name} may explain it`);
  }
  if (since && first) {
    const late = Math.max(0, seconds(first, since) - 20);
    score *= 0.7 + 0.3 * Math.exp(-late / 60);
    if (late === 0) because.push('among the first to be in trouble');
  }
  return hypothesis(candidate, score, because);
}

/** Below, and not above as well: in a circle nobody is below. */
const isBelow = (name: string, above: string, below: Surroundings['below']) =>
  below(above).has(name) && !below(name).has(above);

const hypothesis = ({ subject, findings, since }: Candidate, score: number, because: string[]): Hypothesis => ({
  subject,
  score,
  because,
  findings,
  ...(since && { since }),
});

function grouped(findings: readonly Finding[]): Candidate[] {
  const groups = groupBy(findings, ({ subject }) => subjectKey(subject));
  return [...groups.values()].flatMap((group) => {
    const sorted = group.sort((a, b) => b.strength - a.strength);
    const [first] = sorted;
    if (first === undefined) return [];
    const notable = sorted.filter(({ strength }) => strength >= first.strength / 2);
    return {
      subject: first.subject,
      findings: sorted,
      own: together(sorted),
      since: earliest(notable.map((each) => each.since)),
    };
  });
}

/** The strongest finding of each kind of evidence, as if each were right by itself with its strength as probability. */
function together(findings: readonly Finding[]): number {
  const strongest = new Map<string, number>();
  for (const { evidence, strength } of findings) {
    strongest.set(evidence, Math.max(strength, strongest.get(evidence) ?? 0));
  }
  // One curve of hundreds always bends: by itself it says little.
  if (strongest.size === 1 && strongest.has('metrics')) return 0.5 * (strongest.get('metrics') ?? 0);
  return 1 - [...strongest.values()].reduce((doubt, strength) => doubt * (1 - strength), 1);
}

function most<T>(items: readonly T[], value: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || value(item) > value(best) ? item : best),
    undefined,
  );
}

function earliest(dates: readonly (Date | undefined)[]): Date | undefined {
  const times = dates.filter((date) => date !== undefined).map((date) => date.getTime());
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/** Everything that can be reached from a component by following calls. */
function reachable(edges: readonly Edge[]): (name: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (name) => {
    const cached = known.get(name);
    if (cached) return cached;
    const reached = new Set<string>();
    const visit = (from: string) => {
      for (const { to } of edges.filter((edge) => edge.from === from)) {
        if (reached.has(to)) continue;
        reached.add(to);
        visit(to);
      }
    };
    visit(name);
    known.set(name, reached);
    return reached;
  };
}
