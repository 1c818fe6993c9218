import { type ExaminedBoard, noStore, type PanelState } from './examine';
import { findingText } from './finding';

/** One line for each problem, then what was not asked, then the sum. */
export function examinationText(boards: readonly ExaminedBoard[]): string {
  const findings = boards.flatMap((board) => board.findings);
  const panels = boards.flatMap((board) => board.panels);
  const unasked = panels.filter(({ state, note }) => state === 'unasked' && !note?.includes(noStore));
  const unread = panels.filter(({ state, note }) => state === 'unasked' && note?.includes(noStore)).length;
  const count = (state: PanelState) => panels.filter((panel) => panel.state === state).length;
  const queries = boards.reduce((sum, board) => sum + board.queries, 0);
  const seconds = boards.reduce((sum, board) => sum + board.seconds, 0);
  const states = [
    `${count('data')} with data`,
    `${count('empty')} empty`,
    `${count('failed')} fail`,
    `${count('wrong')} cannot be asked`,
    `${count('idle')} ask nothing`,
    `${unasked.length} not checked`,
    `${unread} only read, since no store is asked`,
  ].filter((text) => !text.startsWith('0 '));
  return [
    ...findings.map(findingText),
    ...(findings.length > 0 ? [''] : []),
    ...notes(unasked.map(({ note }) => note ?? 'its store')),
    `${plural(boards.length, 'dashboard')}, ${plural(panels.length, 'panel')}${states.length > 0 ? `: ${states.join(', ')}` : ''}`,
    `${plural(queries, 'query', 'queries')} in ${seconds.toFixed(1)} s; ${findings.length === 0 ? 'no problem' : plural(findings.length, 'problem')}`,
  ].join('\n');
}

/** The reasons, most frequent first. */
function notes(reasons: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, times]) => `not checked: ${reason} (${plural(times, 'panel')})`);
}

const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
