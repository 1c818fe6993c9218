/** A variable as it stands when a query is asked. */
export interface Chosen {
  readonly values: readonly string[];
  /** Whether several may be chosen: then a query gets them as a pattern, even where it is one. */
  readonly several: boolean;
  /** What stands for all of them, put in as it is. */
  readonly all?: string;
}

export type Choices = ReadonlyMap<string, Chosen>;

/** Grafana's own: `$name`, `${name.field:format}`, and `[[name:format]]` of before Grafana 7. */
const reference = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;

/** What Grafana fills in by itself, each in its place: numbers of capture groups (`$1` in `label_replace`) are no variables. */
const grafanasOwn = /^(?:__\w+|\d+|timeFilter|interval)$/;

const escaped = (value: string) => value.replaceAll(/[\\^$*+?.()|[\]{}/]/g, '\\$&');
/** In a string of PromQL or LogQL a backslash is written twice. */
const inString = (value: string) => value.replaceAll(/[\\^$*+?.()|[\]{}]/g, '\\\\$&');
const group = (values: readonly string[]) => (values.length === 1 ? (values[0] ?? '') : `(${values.join('|')})`);

const formats: Readonly<Record<string, (values: readonly string[]) => string>> = {
  raw: (values) => values.join(','),
  csv: (values) => values.join(','),
  pipe: (values) => values.join('|'),
  glob: (values) => (values.length === 1 ? (values[0] ?? '') : `{${values.join(',')}}`),
  regex: (values) => group(values.map(escaped)),
  json: (values) => JSON.stringify(values.length === 1 ? values[0] : values),
  text: (values) => values.join(' + '),
  doublequote: (values) => values.map((value) => `"${value.replaceAll('"', '\\"')}"`).join(','),
  singlequote: (values) => values.map((value) => `'${value.replaceAll("'", "\\'")}'`).join(','),
  percentencode: (values) => encodeURIComponent(values.join(',')),
};

/** A query as Grafana sends it to Prometheus or Loki. What is not known stays as it is written. */
export const fill = (text: string, choices: Choices): string =>
  text.replaceAll(reference, (whole, bare, square, squareFormat, braced, field, format) => {
    const chosen = choices.get(bare ?? square ?? braced);
    if (chosen === undefined) return whole;
    const named = format ?? squareFormat ?? (field === 'text' ? 'text' : undefined);
    if (chosen.all !== undefined) return chosen.all;
    if (named !== undefined) return (formats[named] ?? formats.raw)?.(chosen.values) ?? whole;
    return chosen.several ? group(chosen.values.map(inString)) : (chosen.values[0] ?? '');
  });

/** The names that a text wants filled in, once each. */
export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(reference)].map(([, bare, square, , braced]) => bare ?? square ?? braced ?? '')),
];

/** Those that nobody fills in. */
export const unfilled = (text: string, known: Iterable<string>): string[] => {
  const names = new Set(known);
  return variablesIn(text).filter((name) => !names.has(name) && !grafanasOwn.test(name));
};
