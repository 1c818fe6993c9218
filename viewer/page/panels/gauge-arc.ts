import { type FieldConfig, type GrafanaTheme2, ThresholdsMode } from '@grafana/data';

/** From the lower left over the top to the lower right. */
const sweep = { from: -120, to: 120 } as const;

export interface Arc {
  readonly d: string;
  readonly color: string;
}

/** A ring's part between two shares (0 to 1) of the whole sweep, as an SVG path about the origin. */
export function arc({ from, to, inner, outer }: { from: number; to: number; inner: number; outer: number }): string {
  const [start, end] = [angle(from), angle(to)];
  const large = end - start > 180 ? 1 : 0;
  const at = (degrees: number, radius: number) => {
    const radians = ((degrees - 90) * Math.PI) / 180;
    return `${(radius * Math.cos(radians)).toFixed(2)} ${(radius * Math.sin(radians)).toFixed(2)}`;
  };
  return `M${at(start, outer)}A${outer} ${outer} 0 ${large} 1 ${at(end, outer)}L${at(end, inner)}A${inner} ${inner} 0 ${large} 0 ${at(start, inner)}Z`;
}

const angle = (share: number) => sweep.from + (sweep.to - sweep.from) * Math.min(1, Math.max(0, share));

/** The stretches of the thresholds along the outer rim. */
export function thresholdArcs(
  { min = 0, max = 100, thresholds }: FieldConfig,
  theme: GrafanaTheme2,
  radius: number,
): Arc[] {
  const steps = thresholds?.steps ?? [];
  const share = (value: number) =>
    thresholds?.mode === ThresholdsMode.Percentage
      ? value / 100
      : (value - (min ?? 0)) / ((max ?? 100) - (min ?? 0) || 1);
  return steps.flatMap((step, index) => {
    const from = index === 0 ? 0 : share(step.value);
    const to = share(steps[index + 1]?.value ?? Number.POSITIVE_INFINITY);
    if (from >= 1 || to <= 0) return [];
    const [inner, outer] = [radius * 0.94, radius];
    return [
      {
        d: arc({ from: Math.max(0, from), to: Math.min(1, to), inner, outer }),
        color: theme.visualization.getColorByName(step.color),
      },
    ];
  });
}
