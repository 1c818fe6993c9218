import { columns } from '../terminal/columns';
import type { Paint } from '../terminal/paint';
import { subjectKey } from '../why';
import { placesOf } from './accuracy';
import type { FaultOutcome } from './outcomes-page';

interface Listed {
  readonly name: string;
  readonly title: string;
  readonly heldOut: boolean;
  /** Why it cannot be done here. */
  readonly obstacle?: string;
}

export function faultsText(faults: readonly Listed[]): string {
  const head = ['fault', 'what is done', 'played while why was made'].map((title) => ({ title }));
  const rows = faults.map(({ name, title, heldOut, obstacle }) => [
    name,
    obstacle ? `${title} (not here: ${obstacle})` : title,
    heldOut ? 'no' : 'yes',
  ]);
  return columns(head, rows);
}

export function outcomesText(outcomes: readonly FaultOutcome[], paint: Paint): string {
  const head = ['fault', 'true', 'why names', 'place'].map((title) => ({ title }));
  const rows = outcomes.map(({ fault, truths, named, problem }) => {
    if (problem !== undefined) return [fault, '', problem, ''];
    const places = placesOf(truths, named);
    const cells = [
      fault,
      truths.map(subjectKey).join(', '),
      named.slice(0, 3).map(subjectKey).join(', ') || 'nothing',
      places.map((place) => place ?? '-').join(' and '),
    ];
    return places.includes(1) ? cells : cells.map((cell) => paint('red', cell));
  });
  return columns(head, rows);
}
