import { saleDay as funnel } from '../../funnel/funnel';
import type { LoadProfile } from '../profile';

/**
 * Double 11: the 24 hours of the largest sale there is, at a ten-thousandth of its size. An ordinary day has 50 requests/s; the
 * sale has 2.5 times as many in its quieter waking hours, and ten times as many when it opens. At 1,000 requests/s 58 orders come
 * each second, what the real one had in ten thousand.
 */
const day: readonly (readonly [hour: number, share: number])[] = [
  [0, 1],
  [2, 1],
  [3, 0.2],
  [4, 0.05],
  [7, 0.05],
  [9, 0.6],
  [11, 0.6],
  [12, 0.25],
  [19, 0.25],
  [20, 0.8],
  [24, 0.8],
];

export const saleDay: LoadProfile = {
  name: 'sale-day',
  title: 'the 24 hours of Double 11: the rush from 00:00 to 02:00, quiet nights, 09:00 to 11:00, 20:00 to 24:00',
  requestsPerSecond: 500,
  seconds: 240,
  shape: (progress) => shareAt(Math.min(1, progress) * 24),
  funnel,
  // Nobody opens a shop with its sale: without the evening before, the first seconds would measure processes that have just begun.
  warmUpSeconds: 120,
};

function shareAt(hour: number): number {
  const next = day.findIndex(([at]) => at > hour);
  const [[fromHour, from], [toHour, to]] = [day[next - 1] ?? day[0], day[next] ?? day[day.length - 1]] as [
    (typeof day)[0],
    (typeof day)[0],
  ];
  return toHour === fromHour ? to : from + ((to - from) * (hour - fromHour)) / (toHour - fromHour);
}
