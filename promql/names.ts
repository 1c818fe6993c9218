/** A label name as PromQL takes it in `by`, `on` and matchers: since Prometheus 3 any text in quotes, `"service.name"`. */
export const labelName = (name: string): string => (/^[a-zA-Z_]\w*$/.test(name) ? name : JSON.stringify(name));

export const labelNames = (names: readonly string[]): string => names.map(labelName).join(', ');

/** Whether a metric's name can stand before the braces; any other stands within, in quotes. */
export const isPlainMetricName = (name: string): boolean => /^[a-zA-Z_:][\w:]*$/.test(name);

/** A label as a template of an alert reads it. */
export const labelInTemplate = (name: string): string =>
  /^[a-zA-Z_]\w*$/.test(name) ? `{{ $labels.${name} }}` : `{{ index $labels ${JSON.stringify(name)} }}`;

/** ` by (a, b)`, or nothing without labels. */
export const by = (names: readonly string[]): string => (names.length > 0 ? ` by (${labelNames(names)})` : '');
