import { type Asked, type Checked, isProblem, type LiveReport, type Verdict } from './check-live';

const marks: Readonly<Record<Verdict, string>> = { data: '✓', excused: '○', empty: '✗', failed: '✗' };

/** Every panel with what its queries gave, dashboard by dashboard; what is wrong is said beside it, and summed up at the end. */
export function matrix({ checked, seconds }: LiveReport): string {
  const dashboards = [...new Set(checked.map(({ dashboard }) => dashboard))];
  const width = Math.max(...checked.map(({ where }) => where.length), 0);
  const sections = dashboards.map((title) => {
    const mine = checked.filter(({ dashboard }) => dashboard === title);
    return [title, ...mine.map((one) => line(one, width))].join('\n');
  });
  return [...sections, summary(checked, seconds)].join('\n\n');
}

function line({ kind, where, asked, verdict, reason }: Checked, width: number): string {
  const total = (of: (one: Asked) => number | undefined) => asked.reduce((sum, one) => sum + (of(one) ?? 0), 0);
  const exemplars = total((one) => one.exemplars);
  const cells = [
    `  ${marks[verdict]} ${where.padEnd(width)}`,
    kind.padEnd(10),
    `${asked.filter(({ answer }) => (answer?.values ?? 0) > 0).length}/${asked.length} queries`.padStart(12),
    `${total((one) => one.answer?.series)} series`.padStart(11),
    `${total((one) => one.answer?.values)} values`.padStart(13),
    `${Math.max(...asked.map(({ milliseconds }) => milliseconds), 0)} ms`.padStart(8),
    exemplars > 0 ? `${exemplars} exemplars` : '',
  ];
  const remarks = [
    ...(reason === undefined ? [] : [`      may be empty: ${reason}`]),
    ...(verdict === 'empty' ? asked.map(({ expr }) => `      no value from ${expr}`) : []),
    ...asked.flatMap(({ error, expr }) => (error === undefined ? [] : [`      ${error}: ${expr}`])),
  ];
  return [cells.join(' ').trimEnd(), ...remarks].join('\n');
}

function summary(checked: readonly Checked[], seconds: number): string {
  const panels = checked.filter(({ kind }) => kind === 'panel');
  const queries = checked.reduce((sum, { asked }) => sum + asked.length, 0);
  const excused = checked.filter(({ verdict }) => verdict === 'excused').length;
  const problems = checked.filter(isProblem);
  return [
    `${panels.length} panels, ${panels.filter(isProblem).length} of them empty or failing; ${checked.length - panels.length} variables, annotations and links`,
    `${queries} queries in ${seconds.toFixed(1)} s; ${excused} empty for a listed reason`,
    ...problems.map(({ dashboard, where, verdict }) => `✗ ${dashboard} / ${where}: ${verdict}`),
  ].join('\n');
}
