import { plainText } from '@sightline/stores';
import { columns } from '../terminal/columns';
import { milliseconds } from '../terminal/duration';
import type { Paint } from '../terminal/paint';
import type { CheckedPart, PlatformCheck, PossibleCommand } from './check';

export function checkText({ name, file, parts, commands }: PlatformCheck, paint: Paint): string {
  const yesNo = (value: boolean | undefined) =>
    value === undefined ? paint('dim', '–') : value ? paint('green', 'yes') : paint('red', 'no');
  const rows = parts.map((each) => [
    each.part,
    [each.program, each.version].filter(Boolean).join(' '),
    yesNo(each.answers),
    yesNo(each.isLetIn),
    each.ms === undefined ? '' : milliseconds(each.ms),
    clock(each),
    each.url ?? `data source ${each.dataSource ?? 'the only one of its kind'}`,
  ]);
  const head = ['part', 'is', 'answers', 'let in', 'within', 'clock', 'at'].map((title) => ({ title }));
  const problems = parts.flatMap(({ part, problem }) =>
    problem ? [paint('red', `${part}: ${plainText(problem)}`)] : [],
  );
  const possible = commands.filter(({ lacks }) => lacks.length === 0).map(({ command }) => command);
  const isOurs = ({ lacks }: PossibleCommand) => lacks.includes('shop') || lacks.includes('supervisor');
  const ours = commands.filter(isOurs).map(({ command }) => command);
  const lacking = commands
    .filter((each) => each.lacks.length > 0 && !isOurs(each))
    .map(({ command, lacks }) => [command, `needs ${lacks.join(', ')}`]);
  return [
    `${name}${file ? ` of ${file}` : ''}`,
    columns(head, rows),
    ...(problems.length > 0 ? ['', ...problems] : []),
    '',
    `Possible: ${possible.join(', ') || 'nothing yet'}`,
    ...(ours.length > 0 ? ['', paint('dim', `Of our own platform alone: ${ours.join(', ')}`)] : []),
    ...(lacking.length > 0 ? ['', columns([{ title: 'not possible' }, { title: '' }], lacking)] : []),
  ].join('\n');
}

const clock = ({ clockAheadMs: ahead, isLetIn }: CheckedPart) => {
  if (ahead === undefined) return isLetIn ? 'not told' : '';
  if (ahead === 0) return 'agrees';
  return `${milliseconds(Math.abs(ahead))} ${ahead > 0 ? 'ahead' : 'behind'}`;
};
