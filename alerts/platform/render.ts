import type { Labels } from '../compiler/rules';

/**
 * An annotation as people will read it: labels filled in, and whatever is made of `$value` as given.
 * @throws when a label is not there: Prometheus would show nothing in its place.
 */
export const render = (text: string, labels: Labels, value: string): string =>
  text
    .replaceAll(/\{\{\s*\$labels\.(\w+)\s*\}\}/g, (_, name: string) => {
      const label = labels[name];
      if (label === undefined)
        throw new Error(`"${text}" asks for the label ${name}; there are ${Object.keys(labels)}`);
      return label;
    })
    .replaceAll(/\{\{[^}]*\$value[^}]*\}\}/g, value);
