import { plainText } from '@sightline/stores';
import { columns } from '../terminal/columns';
import { duration } from '../terminal/duration';
import type { Hyperlink } from '../terminal/hyperlink';
import type { Paint } from '../terminal/paint';
import type { Finding } from './finding';
import { groupBy } from './group-by';
import { amount } from './numbers';
import type { Hypothesis } from './rank';
import { isComparable, type TimeSpan } from './times';
import type { BadTrace, Explanation } from './why';

const shownHypotheses = 5;
const shownFindings = 5;

/** How it is shown: the links are those of a terminal that shows them, and left to --json where it does not. */
interface Style {
  readonly paint: Paint;
  readonly hyperlink?: Hyperlink;
}

export function whyText(explanation: Explanation, style: Style): string {
  const { paint } = style;
  const { hypotheses, unanswered, traces } = explanation;
  const leftOut = groupedLack(explanation.leftOut ?? []);
  const parts = [
    symptoms(explanation, paint),
    hypotheses.length === 0
      ? paint('green', 'Nothing stands out against the time before.')
      : hypotheses
          .slice(0, shownHypotheses)
          .map((each, index) => hypothesisText(each, index + 1, style))
          .join('\n\n'),
    traces.length > 0 && ['Traces to look at', ...traces.map((trace) => traceText(trace, style))].join('\n'),
    unanswered.length > 0 && unanswered.map((each) => paint('yellow', `could not be asked: ${each}`)).join('\n'),
    leftOut.length > 0 && paint('dim', `Not looked at: ${leftOut.map(leftOutText).join('; ')}`),
    !style.hyperlink && hasLinks(explanation) && paint('dim', '--json holds the links'),
  ];
  return parts.filter(Boolean).join('\n\n');
}

interface Lack {
  readonly lacks: string;
  readonly evidence: readonly string[];
}

/** By what is missing, each with the kinds of evidence that would need it. */
const groupedLack = (leftOut: NonNullable<Explanation['leftOut']>): Lack[] =>
  [...groupBy(leftOut, ({ lacks }) => lacks.join(' and '))].map(([lacks, all]) => ({
    lacks,
    evidence: all.map(({ evidence }) => evidence),
  }));

const leftOutText = ({ lacks, evidence }: Lack) => `${evidence.join(', ')} (the platform has no ${lacks})`;

const hasLinks = ({ hypotheses, traces }: Explanation) =>
  [...hypotheses.flatMap(({ findings }) => findings), ...traces].some(({ link }) => link !== undefined);

function symptoms({ alerts, slos, times }: Explanation, paint: Paint): string {
  const rows = [
    ...alerts.map(({ name, state, since }) => [
      name,
      paint(state === 'firing' ? 'red' : 'yellow', state),
      clock(since),
    ]),
    ...slos.map(({ name, rate, since }) => [`SLO ${name}`, `burns ${amount(rate)} times too fast`, clock(since)]),
  ];
  const compared = isComparable(times) ? `Compared: ${shown(times.now)} against ${shown(times.before)}` : '';
  if (rows.length === 0) return `No alert is active and no budget burns. ${compared}`.trim();
  return `${columns([{ title: 'what' }, { title: 'state' }, { title: 'since' }], rows)}\n${compared}`.trim();
}

const shown = ({ since, until }: TimeSpan) => `${clock(since)} to ${clock(until)}`;

function hypothesisText({ subject, score, because, findings, since }: Hypothesis, place: number, style: Style): string {
  const { paint } = style;
  const head = `${place}. ${subject.kind} ${paint('bold', subject.name)}  ${score.toFixed(2)}${since ? `  since ${clock(since)}` : ''}`;
  const more = findings.length - shownFindings;
  return [
    head,
    ...because.map((reason) => `   ${reason}`),
    ...findings.slice(0, shownFindings).flatMap((finding) => findingLines(finding, style)),
    ...(more > 0 ? [paint('dim', `   ${more} more: --json`)] : []),
  ].join('\n');
}

function findingLines({ message, strength, because, query, link }: Finding, { paint, hyperlink }: Style): string[] {
  const shown = plainText(query);
  return [
    `   • ${plainText(message)}`,
    paint('dim', `     ${strength.toFixed(2)}: ${plainText(because)}`),
    `     ${paint('dim', link && hyperlink ? hyperlink(shown, link) : shown)}`,
  ];
}

function traceText(
  { traceId, entry, failed, durationNano, path, link }: BadTrace,
  { paint, hyperlink }: Style,
): string {
  const where = path.map(({ title, nanos }) => `${title} ${duration(nanos)}`).join(', ');
  const id = link && hyperlink ? hyperlink(traceId, link) : traceId;
  return `   ${id}  ${entry}  ${duration(durationNano)}${failed ? paint('red', ' failed') : ''}: ${where}`;
}

const clock = (date: Date) => date.toTimeString().slice(0, 8);
