import Table from 'cli-table3';
import type { PlatformState, RunningComponent } from '../read-platform';

/** One line for each component: version, state, seconds to start, memory, where it is, where it came from. */
export function componentTable({ components }: PlatformState): string {
  const table = new Table({
    head: ['component', 'version', 'state', 'start s', 'MB', 'address', 'from'],
    colAligns: ['left', 'left', 'left', 'right', 'right', 'left', 'left'],
    style: { head: [], border: [], compact: true },
    chars: plainLines,
  });
  for (const component of components) table.push(row(component));
  return table.toString();
}

const row = ({ title, version, status, restarts, startSeconds, memoryBytes, address, origin }: RunningComponent) => [
  title,
  version,
  restarts === 0 ? status : `${status}, ${restarts} restart${restarts === 1 ? '' : 's'}`,
  startSeconds?.toFixed(1) ?? '',
  memoryBytes === undefined ? '' : Math.round(memoryBytes / 1e6),
  address ?? '',
  origin ?? 'here',
];

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
