import type { Values } from './interpolate';

/** A dashboard as it stands when somebody clicks: what is chosen on it, and from when to when it looks. */
export interface Opened {
  readonly values: Values;
  readonly from: Date;
  readonly to: Date;
}

/** What a click on a value of a table adds (`${__value.raw}`, `${__data.fields.name}`), whatever it is. */
const ofTheCell = /^__(value|field|series|data)\b/;
const someCell = 'some-value';

type Format = (name: string, value: string | readonly string[]) => string;

/** Grafana's formats of variables; in a link, a variable without one is written like a glob. */
const formats: Readonly<Record<string, Format>> = {
  glob: (_, value) => glob(value),
  pipe: (_, value) => [value].flat().join('|'),
  raw: (_, value) => String(value),
  csv: (_, value) => [value].flat().join(','),
  json: (_, value) => JSON.stringify(value),
  text: (_, value) => [value].flat().join(' + '),
  regex: (_, value) => alternatives([value].flat().map((one) => one.replaceAll(/[\\^$*+?.()|[\]{}/]/g, '\\$&'))),
  percentencode: (_, value) => encodeURIComponent(glob(value)),
  uriencode: (_, value) => encodeURI(glob(value)),
  queryparam: (name, value) =>
    [value]
      .flat()
      .map((one) => `var-${name}=${encodeURIComponent(one)}`)
      .join('&'),
};

const glob = (value: string | readonly string[]) =>
  typeof value === 'string' ? value : value.length === 1 ? String(value[0]) : `{${value.join(',')}}`;

const alternatives = (values: readonly string[]) => (values.length === 1 ? String(values[0]) : `(${values.join('|')})`);

/**
 * The address that a link leads to: Grafana fills in the variables that stand unencoded in it, and leaves everything else
 * as it is, so that what stands encoded, or is not known, arrives there unfilled.
 */
export function follow(url: string, { values, from, to }: Opened): URL {
  const [start, end] = [String(from.getTime()), String(to.getTime())];
  const own: Values = { __from: start, __to: end };
  const filled = url.replaceAll(
    /\$(?:\{([\w.]+)(?::(\w+))?\}|(\w+))/g,
    (whole, braced?: string, format = 'glob', bare?: string) => {
      const name = braced ?? bare ?? '';
      if (name === '__url_time_range') return `from=${start}&to=${end}`;
      if (ofTheCell.test(name)) return encodeURIComponent(someCell);
      const value = values[name] ?? own[name];
      return value === undefined ? whole : ((formats[format] ?? formats.glob)?.(name, value) ?? whole);
    },
  );
  return new URL(filled, 'http://grafana');
}

export interface Pane {
  readonly datasource?: string;
  readonly queries?: readonly PaneQuery[];
  readonly range?: { readonly from?: string; readonly to?: string };
}

export interface PaneQuery {
  readonly refId?: string;
  readonly datasource?: { readonly type?: string; readonly uid?: string };
  readonly expr?: string;
  readonly query?: string;
}

/**
 * What an address of Explore opens; nothing for any other address.
 *
 * @throws {SyntaxError} when what was filled in left no JSON.
 */
export function panesOf({ pathname, searchParams }: URL): Pane[] {
  if (pathname !== '/explore') return [];
  return Object.values(JSON.parse(searchParams.get('panes') ?? '{}') as Record<string, Pane>);
}

/** Whether Grafana reads it as a time: milliseconds since 1970, ISO 8601, or relative to now (`now-1h/h`). */
export const isTime = (text: string | null | undefined): boolean =>
  typeof text === 'string' &&
  (/^\d{12,14}$/.test(text) ||
    /^now([+-]\d+(ms|[smhdwMQy]))*(\/f?[smhdwMQy])?$/.test(text) ||
    (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text))));
