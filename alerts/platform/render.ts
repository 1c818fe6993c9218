import type { Labels } from '../compiler/rules';

/** An annotation as people will read it: labels filled in, and whatever is made of `$value` as given. */
export const render = (text: string, labels: Labels, value: string): string =>
  text
    .replaceAll(/\{\{\s*\$labels\.(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '')
    .replaceAll(/\{\{[^}]*\$value[^}]*\}\}/g, value);
