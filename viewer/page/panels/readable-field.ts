import { type Field, getDisplayProcessor } from '@grafana/data';
import { config } from '@grafana/runtime';
import { TableCellDisplayMode } from '@grafana/schema';

/** The colours of thresholds, as the theme has them for text: those for areas are too pale for it on a light page. */
const asText: Readonly<Record<string, 'success' | 'warning' | 'error'>> = {
  green: 'success',
  yellow: 'warning',
  orange: 'warning',
  red: 'error',
};

/** A column whose text has the colour of its threshold, in a colour that can be read. */
export function readable(field: Field): Field {
  const { thresholds, custom } = field.config;
  if (!thresholds || custom?.cellOptions?.type !== TableCellDisplayMode.ColorText) return field;
  const { colors } = config.theme2;
  const steps = thresholds.steps.map((step) => {
    const meaning = asText[step.color];
    return meaning ? { ...step, color: colors[meaning].text } : step;
  });
  const mended: Field = { ...field, config: { ...field.config, thresholds: { ...thresholds, steps } } };
  return { ...mended, display: getDisplayProcessor({ field: mended, theme: config.theme2 }) };
}
