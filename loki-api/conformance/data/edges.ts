import { from, type MadeRecord, minutes, seconds } from './record';

const at = (nanos: number, body: string, more: Partial<MadeRecord> = {}): MadeRecord => ({
  at: nanos,
  body,
  resource: from('edges', 'info'),
  ...more,
});

/** Lines on the nanosecond of full minutes and one beside it; several lines of one nanosecond. */
export const edges: readonly MadeRecord[] = [
  ...[0, 1, 2, 3, 5].flatMap((minute) => [
    at(minutes(minute) - 1, `one before minute ${minute}`, { attributes: { v: 10 * minute + 1 } }),
    at(minutes(minute), `on minute ${minute}`, { attributes: { v: 10 * minute + 2 } }),
    at(minutes(minute) + 1, `one after minute ${minute}`, { attributes: { v: 10 * minute + 3 } }),
  ]),
  at(seconds(390.5), 'same moment, first', { attributes: { v: 1 } }),
  at(seconds(390.5), 'same moment, second', { attributes: { v: 2 } }),
  at(seconds(390.5), 'same moment, third', { attributes: { v: 3 } }),
  at(seconds(400), 'same moment, same line', { attributes: { v: 4 } }),
  at(seconds(400), 'same moment, same line', { attributes: { v: 4 } }),
  at(seconds(400), 'same moment, same line', { attributes: { v: 4 }, resource: from('edges', 'warn') }),
  at(seconds(410), 'same moment and line, other attributes', { attributes: { v: 5 } }),
  at(seconds(410), 'same moment and line, other attributes', { attributes: { v: 6 } }),
  at(seconds(420) + 123_456_789, 'a moment with all its digits', { attributes: { v: 7 } }),
];

const late = (order: number, secondsAt: number): MadeRecord => ({
  at: seconds(secondsAt),
  body: `sent as number ${order}`,
  resource: from('late', 'info'),
  attributes: { order },
});

/** Sent in this order, a request each. */
export const lateLines: readonly MadeRecord[] = [
  late(1, 300),
  late(2, 600),
  late(3, 120),
  late(4, 450),
  late(5, 599.999999999),
  late(6, 120.000000001),
  late(7, 900),
  late(8, 60),
];
