import type { Finding } from './finding';
import { groupBy } from './group-by';
import { host, type Subject, subjectKey } from './subject';
import type { Times } from './times';

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
const explainedByItself = 0.85;
const explainedHalf = 0.5;
const explainedByChange = 0.6;
/** Below, what was seen at something itself may be chance. */
const surely = 0.5;

interface Candidate {
  readonly subject: Subject;
  readonly findings: readonly Finding[];
  readonly own: number;
  readonly since: Date | undefined;
}

/**
 * Ranks what findings are about. What speaks for a subject adds up, one finding of each kind of evidence; then
 * - trouble below explains trouble above: a caller counts less if something it calls is in trouble too, and the less the more surely
 *   that trouble is its own;
 * - what was seen at a subject itself is no symptom: nothing but a change explains it;
 * - a machine that is short of time explains what is slow;
 * - a change that came just before the trouble explains it, and counts more than the components it shows in;
 * - what was in trouble first counts more than what followed, and what was so long before counts little.
 */
export function rank(findings: readonly Finding[], edges: readonly Edge[], times?: Times): Hypothesis[] {
  const onset = onsetOf(findings, times);
  const timely = findings.map((finding) => inTime(finding, onset));
  const candidates = grouped(timely);
  const troubled = candidates.filter((candidate) => !isChange(candidate));
  const changes = candidates.filter(isChange).map((change) => ofChange(change, troubled));
  const surroundings: Surroundings = { troubled, changes, below: reachable(edges), onset };
  const components = troubled.map((candidate) => ofComponent(candidate, surroundings));
  return [...changes, ...components].filter(({ score }) => score >= leastScore).sort((a, b) => b.score - a.score);
}

/** When the first trouble began that is not a leftover of before. */
function onsetOf(findings: readonly Finding[], times: Times | undefined): Date | undefined {
  const earliestSince = times?.before.until.getTime() ?? Number.NEGATIVE_INFINITY;
  return earliest(
    findings
      .filter(
        ({ strength, evidence, since }) =>
          strength >= leastScore && evidence !== 'changes' && since && since.getTime() >= earliestSince,
      )
      .map(({ since }) => since),
  );
}

/** What somebody did long before the trouble, or after it, has not caused it; so for a restart. What began long before is another trouble. */
function inTime(finding: Finding, onset: Date | undefined): Finding {
  const { subject, evidence, since, strength } = finding;
  if (!since || !onset || subject.kind !== 'component') return finding;
  if (evidence === 'changes') return { ...finding, strength: strength * timeFit(since, onset) };
  const lead = seconds(since, onset);
  return lead <= 60 ? finding : { ...finding, strength: strength * (0.4 + 0.6 * Math.exp(-(lead - 60) / 120)) };
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
  readonly onset: Date | undefined;
  below(name: string): ReadonlySet<string>;
}

function ofComponent(candidate: Candidate, surroundings: Surroundings): Hypothesis {
  const { own, since } = candidate;
  const { changes, onset } = surroundings;
  const because: string[] = [];
  let score = own;
  if (!isItself(candidate)) {
    score = withoutSlowness(candidate, surroundings, because);
    const under = explainedBy(candidate, surroundings);
    if (under) {
      score *= 1 - (isItself(under) ? explainedByItself : explainedBelow) * under.own;
      because.push(`${under.subject.name}, which it depends on, is in trouble too`);
    }
  } else {
    const under = explainedBy(candidate, surroundings);
    if (under && isItself(under)) {
      score *= 1 - explainedHalf * under.own;
      because.push(`${under.subject.name}, which it depends on, is in trouble itself`);
    }
    because.push('seen at the component itself');
  }
  const explains = (change: Hypothesis) => change.score * timeFit(change.since, since);
  const change = isDown(candidate) ? undefined : most(changes, explains);
  if (change && explains(change) >= leastScore) {
    score *= 1 - explainedByChange * explains(change);
    because.push(`the ${change.subject.kind} ${change.subject.name} may explain it`);
  }
  if (since && onset && !isItself(candidate)) {
    const late = Math.max(0, seconds(onset, since) - 20);
    score *= 0.7 + 0.3 * Math.exp(-late / 60);
    if (late === 0) because.push('among the first to be in trouble');
  }
  return hypothesis(candidate, score, because);
}

/** What a machine short of time does not explain. */
function withoutSlowness({ own, findings }: Candidate, { troubled }: Surroundings, because: string[]): number {
  const short = troubled.find(({ subject }) => subject.name === host.name);
  if (!short || short.own < leastScore) return own;
  const rest = together(findings.filter(({ nature }) => nature !== 'slow'));
  if (rest < own) because.push('the machine is short of processor time, which makes everything slow');
  return rest + (own - rest) * (1 - short.own);
}

/** What of all it depends on is most surely in trouble. In a circle, only what is in trouble itself counts. */
function explainedBy({ subject }: Candidate, { troubled, below }: Surroundings): Candidate | undefined {
  const explaining = troubled.filter(
    (each) =>
      each.subject.kind === 'component' &&
      each.subject.name !== subject.name &&
      each.own >= leastScore &&
      (isBelow(each.subject.name, subject.name, below) ||
        (isItself(each) && below(subject.name).has(each.subject.name))),
  );
  return most(explaining, (each) => (isItself(each) ? 1 : 0) + each.own);
}

/** Something was seen at it that is no symptom of another's trouble. */
const isItself = ({ findings }: Candidate) =>
  findings.some(({ nature, strength }) => nature === 'own' && strength >= surely);

/** Whatever else goes on, a process that does not run is no symptom, and no flag's work. */
const isDown = ({ findings }: Candidate) =>
  findings.some(({ evidence }) => evidence === 'components' || evidence === 'processes');

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
