/** Values for the variables of a dashboard; several values mean "any of these". */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** What Grafana itself puts in for its own variables, for a range of 15 minutes drawn in steps of 5 seconds. */
export const builtIn: Values = {
  __rate_interval: '1m',
  __interval: '5s',
  __range: '15m',
  __auto: '1m',
  __from: '0',
  __to: '0',
};

/** Fills `$name`, `${name}` and `${name:format}` as Grafana does. A name that is not known stays as it is. */
export function interpolate(text: string, values: Values): string {
  const all: Values = { ...builtIn, ...values };
  return text.replaceAll(/\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
    const value = all[braced ?? bare ?? ''];
    if (value === undefined) return whole;
    if (typeof value === 'string') return value;
    const escaped = value.map(inPattern);
    return escaped.length === 1 ? (escaped[0] ?? '') : `(${escaped.join('|')})`;
  });
}

/** Names that would be left unfilled. */
export function unknownVariables(text: string, known: readonly string[]): string[] {
  const names = [...text.matchAll(/\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g)].map((match) => match[1] ?? match[2] ?? '');
  const fine = new Set([...known, ...Object.keys(builtIn), '__url_time_range']);
  return names.filter((name) => !fine.has(name) && !/^\d+$/.test(name));
}

/** A value inside a regular expression inside a string of PromQL or LogQL, as Grafana writes it. */
const inPattern = (value: string) => value.replaceAll(/[\\^$*+?.()|[\]{}]/g, '\\\\$&');
