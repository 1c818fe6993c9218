import { colorManipulator } from '@grafana/data';
import { config } from '@grafana/runtime';

/** WCAG 2.1, 1.4.3: what text of a usual size needs. */
const enough = 4.5;
const step = 0.08;
const mostSteps = 20;

/** A colour as text on a panel: as much darker, or lighter in the dark theme, as it takes to be read. */
export function readableColor(color: string): string {
  const { isDark, colors } = config.theme2;
  const towardsText = isDark ? colorManipulator.lighten : colorManipulator.darken;
  let readable = color;
  for (let i = 0; i < mostSteps; i++) {
    if (colorManipulator.getContrastRatio(readable, colors.background.primary) >= enough) break;
    readable = towardsText(readable, step);
  }
  return readable;
}
