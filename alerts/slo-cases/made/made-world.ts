import type { MadeSlo } from './made-slo';

/** Between two samples, in seconds; and how many there are. */
export const step = 15;
export const samples = 480;
/** When the rules are asked, in minutes: all windows of the pages are full, and no longer hold the late beginning. */
export const asked = 115;

/** The series of a made SLO, in promtool's notation. */
export function seriesOf(made: MadeSlo): { series: string; values: string }[] {
  const { style, part, metric, label, values, group, rates } = made;
  const groups = group === undefined ? [''] : ['one', 'two'];
  return groups.flatMap((name, index) => {
    const { bad, good } = rates[index] ?? { bad: 1, good: 1 };
    const own = (suffix: string, labels: Readonly<Record<string, string>> = {}) =>
      print(`${metric}${suffix}`, { ...labels, ...(group !== undefined && { [group]: name }) });
    const moves = (rate: number, isPart: boolean) => valuesOf(made, rate, isPart);
    const written = (series: string, value: string | undefined) =>
      value === undefined ? [] : [{ series, values: value }];
    switch (style) {
      case 'bucket':
      case 'remainder':
        return [
          ...written(own('_count'), moves(bad + good, false)),
          ...written(own('_bucket', { le: '0.5' }), moves(good, true)),
        ];
      case 'other metric':
        return [
          ...written(own(''), moves(bad + good, false)),
          ...written(own('_part'), moves(part === 'bad' ? bad : good, true)),
        ];
      default:
        return [
          ...written(own('', { [label]: values.bad }), moves(bad, part === 'bad')),
          ...written(own('', { [label]: values.good }), moves(good, part === 'good')),
        ];
    }
  });
}

function valuesOf({ style, behaviour }: MadeSlo, rate: number, isPart: boolean): string | undefined {
  const late = isPart && behaviour === 'late' ? samples / 4 : 0;
  if (isPart && behaviour === 'absent') return undefined;
  const missing = late > 0 ? `_x${late} ` : '';
  if (style === 'gauge') return `${missing}${rate}x${samples - late}`;
  if (behaviour === 'resetting') return `0+${rate}x250 0+${rate}x${samples - 250}`;
  return `${missing}0+${rate}x${samples - late}`;
}

/** The error ratio of each group that the rules must give; undefined: none, for nothing is known. */
export function truthOf(made: MadeSlo): { group: string | undefined; ratio: number | undefined }[] {
  const { group, rates, behaviour, style, part, dialect } = made;
  const sameCounter = style === 'counter' || style === 'rate' || style === 'increase';
  return (group === undefined ? [undefined] : ['one', 'two']).map((name, index) => {
    const { bad, good } = rates[index] ?? { bad: 1, good: 1 };
    if (behaviour !== 'absent') return { group: name, ratio: bad / (bad + good) };
    const known = sameCounter && dialect === 'sightline';
    return { group: name, ratio: known ? (part === 'bad' ? 0 : 1) : undefined };
  });
}

const print = (metric: string, labels: Readonly<Record<string, string>>) =>
  `{${[JSON.stringify(metric), ...Object.entries(labels).map(([label, value]) => `${JSON.stringify(label)}=${JSON.stringify(value)}`)].join(', ')}}`;
