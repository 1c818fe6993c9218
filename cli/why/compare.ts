import type { Context } from './context';
import { type Contrast, type ContrastOptions, contrastOf } from './contrast';
import type { Finding } from './finding';
import type { Subject } from './subject';

type Labels = Readonly<Record<string, string>>;

export interface Comparison extends Omit<ContrastOptions, 'tolerance'> {
  readonly evidence: string;
  readonly query: string;
  /** How much it tells, at most. */
  readonly weight: number;
  /** What a series may stray without anybody minding. */
  tolerance(before: number, labels: Labels): number;
  /** Which way is trouble. */
  readonly trouble: 'more' | 'less' | 'either';
  readonly nature?: Finding['nature'];
  about(labels: Labels): Subject;
  message(labels: Labels, values: { readonly before: number; readonly now: number }): string;
}

/** Asks one query over the whole time and says which of its series are not as they were. */
export async function compare(context: Context, comparison: Comparison): Promise<Finding[]> {
  const { evidence, query, weight, trouble, nature, missing, about, message } = comparison;
  const link = context.link('prometheus', query);
  const series = await context.over(query);
  return series.flatMap(({ labels, points }) => {
    const contrast = contrastOf(points, context.times, {
      ...(missing !== undefined && { missing }),
      tolerance: (before) => comparison.tolerance(before, labels),
    });
    if (contrast === undefined || !isTrouble(trouble, contrast)) return [];
    return [
      {
        evidence,
        subject: about(labels),
        message: message(labels, contrast),
        strength: contrast.strength * weight,
        ...(nature && { nature }),
        because: `${atMost(contrast.sigmas)} times further than it usually strays`,
        since: contrast.since,
        query,
        ...(link !== undefined && { link }),
      },
    ];
  });
}

const atMost = (sigmas: number) => (sigmas >= 100 ? 'over 100' : sigmas.toFixed(0));

const isTrouble = (trouble: Comparison['trouble'], { before, now }: Contrast) =>
  trouble === 'either' || now > before === (trouble === 'more');
