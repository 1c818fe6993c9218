import Table from 'cli-table3';
import type { MeasuredComponent, MeasuredPlatform, RunningComponent } from '../read-platform';
import { silentText } from '../supervise/silent-text';
import { timeLeft } from './duration';

/** One line for each component: version, state, seconds to start, memory, where it is, where it came from. */
export function componentTable({ components }: MeasuredPlatform): string {
  const table = new Table({
    head: ['component', 'version', 'state', 'start s', 'MB', 'address', 'from'],
    colAligns: ['left', 'left', 'left', 'right', 'right', 'left', 'left'],
    style: { head: [], border: [], compact: true },
    chars: plainLines,
  });
  for (const component of components) table.push(row(component));
  return table.toString();
}

const row = (component: MeasuredComponent) => {
  const { title, version, startSeconds, memoryBytes, address, origin, installing } = component;
  return [
    title,
    version,
    state(component),
    startSeconds?.toFixed(1) ?? '',
    memoryBytes === undefined ? '' : Math.round(memoryBytes / 1e6),
    address ?? '',
    installing ? installing.doing : (origin ?? 'here'),
  ];
};

function state({ status, restarts, installing, silent }: RunningComponent): string {
  if (installing) return installing.left ? `${status}, ${timeLeft(installing.left)}` : status;
  const now = silent ? `${status} ${silentText(silent)}` : status;
  return restarts === 0 ? now : `${now}, ${restarts} restart${restarts === 1 ? '' : 's'}`;
}

const plainLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};
