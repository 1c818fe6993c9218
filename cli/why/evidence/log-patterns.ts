import type { StoredLine } from '@sightline/stores';
import type { Context, Evidence } from '../context';
import { culpritOf } from '../culprit';
import type { Finding } from '../finding';
import { amount } from '../numbers';
import { subjectOf } from '../subject';
import { type Cluster, TemplateMiner } from '../templates';
import type { TimeSpan } from '../times';

/** Kept is what makes a pattern: with stacks and ids, some thousand lines are more than Loki hands out at once. */
const query = `{service_name=~".+", level=~"warn|error|fatal"} | keep service_name, level, event, exception_message, error_type`;
const mostLines = 2000;
const fewestLines = 3;

interface Pattern {
  readonly sample: StoredLine;
  readonly cluster: Cluster;
  readonly count: number;
  readonly first: StoredLine;
}

/** Warnings and errors nobody wrote before, or not as often. */
export const logPatterns: Evidence = {
  name: 'log-patterns',
  asks: ['logs'],
  async find(context) {
    const numbered = numbering(new TemplateMiner());
    const { logs } = context.connections;
    const heard = async (span: TimeSpan): Promise<Heard> => {
      const lines = await logs.query(query, { ...span, limit: mostLines, newestFirst: true });
      const oldest = lines.length < mostLines ? span.since : timeOf(lines.at(-1));
      return { patterns: patternsOf(lines, numbered), minutes: (span.until.getTime() - oldest.getTime()) / 60_000 };
    };
    const [before, now] = await Promise.all([heard(context.times.before), heard(context.times.now)]);
    return [...now.patterns].flatMap(([key, pattern]) => {
      const earlier = before.patterns.get(key)?.count ?? 0;
      return finding(context, pattern, { perMinute: earlier / before.minutes, minutes: now.minutes });
    });
  },
};

interface Heard {
  readonly patterns: ReadonlyMap<string, Pattern>;
  /** What the lines cover: less than was asked for when there are too many. */
  readonly minutes: number;
}

/** Each cluster under a number of its own: its template changes while it grows, and would be another key each time. */
function numbering(miner: TemplateMiner) {
  const numbers = new Map<Cluster, number>();
  return (line: string) => {
    const cluster = miner.clusterOf(line);
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    return { cluster, number };
  };
}

function patternsOf(lines: readonly StoredLine[], numbered: ReturnType<typeof numbering>): Map<string, Pattern> {
  const patterns = new Map<string, Pattern>();
  for (const line of lines) {
    const { service_name: service, level } = line.labels;
    const { cluster, number } = numbered(textOf(line));
    const key = `${service} ${level} ${number}`;
    const count = (patterns.get(key)?.count ?? 0) + 1;
    patterns.set(key, { sample: patterns.get(key)?.sample ?? line, cluster, count, first: line });
  }
  return patterns;
}

const textOf = (line: StoredLine) => [line.line, reasonOf(line)].filter(Boolean).join(': ');

/** What the record says beyond its message: the kind of error, not the values. */
const reasonOf = ({ metadata }: StoredLine) => metadata.exception_message ?? metadata.error_type;

const timeOf = (line: StoredLine | undefined) => new Date(Number((line?.timeUnixNano ?? 0n) / 1_000_000n));

function finding(
  { link, known, addresses }: Context,
  { sample, cluster, count, first }: Pattern,
  before: { readonly perMinute: number; readonly minutes: number },
): Finding[] {
  const expected = before.perMinute * before.minutes;
  // Counts stray by about their square root.
  const sigmas = (count - expected) / Math.sqrt(expected + 1);
  if (count < fewestLines || count < 2 * expected || sigmas < 3) return [];
  const { labels, metadata } = sample;
  const where = `{service_name="${labels.service_name}", level="${labels.level}"} | event="${metadata.event ?? ''}"`;
  const url = link('loki', where);
  const often = `${amount(count / before.minutes)} times a minute, before ${amount(before.perMinute)}`;
  return [
    {
      evidence: 'log-patterns',
      subject: culpritOf(textOf(sample), addresses) ?? subjectOf(labels, metadata.event, known),
      message: `${labels.service_name} logs "${cluster.template}" ${often}`,
      strength: (labels.level === 'warn' ? 0.5 : 0.65) * (1 - 2 / (sigmas + 1)),
      because:
        expected === 0
          ? 'a pattern that was not there before'
          : `${amount(sigmas)} times further than it usually strays`,
      since: timeOf(first),
      query: where,
      ...(url !== undefined && { link: url }),
    },
  ];
}
