import { formattedValueToString, getValueFormat } from '@grafana/data';
import { config } from '@grafana/runtime';
import { type ColorOptions, palette } from './colors';

/** From which count to which the colours go. */
export function ColorLegend({ color, range }: { color: ColorOptions; range: { min: number; max: number } }) {
  const text = (value: number) => formattedValueToString(getValueFormat('short')(value));
  return (
    <div className="color-legend">
      <span>{text(range.min)}</span>
      <i style={{ background: `linear-gradient(90deg, ${palette(color, config.theme2).join()})` }} />
      <span>{text(range.max)}</span>
    </div>
  );
}
