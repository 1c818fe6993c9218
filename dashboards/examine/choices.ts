import type { Range } from '@sightline/stores';
import type { Board, BoardVariable } from './board';
import { asksWhom, type ExaminedStores } from './data-sources';
import { type Choices, type Chosen, fill, variablesIn } from './fill';
import { fieldsOf, textOf } from './loose-json';
import { ownVariables } from './opened';
import { isOutage } from './outage';

export interface FilledIn {
  readonly choices: Choices;
  /** What is to say about single variables: that they have no values, or could not be asked for. */
  readonly problems: readonly { readonly variable: string; readonly message: string; readonly fails?: boolean }[];
  readonly empty: ReadonlySet<string>;
}

export interface Filling {
  readonly stores: ExaminedStores;
  readonly range: Range;
  readonly scrapeMs: number;
}

/**
 * The variables as they are when the dashboard is opened: what was chosen when it was saved, where that is still there, else the first
 * of what the data hold. A list that is narrowed by another is asked for after it.
 *
 * @throws {BackendError} when a store cannot be asked at all
 */
export async function fillIn(board: Board, { stores, range, scrapeMs }: Filling): Promise<FilledIn> {
  const choices = new Map<string, Chosen>(ownVariables(range, { scrapeMs }));
  const problems: { variable: string; message: string; fails?: boolean }[] = [];
  const empty = new Set<string>();
  for (const each of inOrder(board.variables)) {
    const variable = each.kind === 'interval' ? withLengths(each, choices) : each;
    const { name } = variable;
    try {
      const values = await valuesOf(variable, { board, stores, range, choices });
      if (values === undefined) continue;
      choices.set(name, chosen(variable, values));
      if (values.length > 0 || ['textbox', 'constant'].includes(variable.kind)) continue;
      empty.add(name);
      problems.push({ variable: name, message: `has no value: ${asked(variable, choices)} finds none` });
    } catch (error) {
      if (isOutage(error, stores)) throw error;
      choices.set(name, chosen(variable, []));
      empty.add(name);
      problems.push({ variable: name, message: error instanceof Error ? error.message : String(error), fails: true });
    }
  }
  return { choices, problems, empty };
}

/** A length that Grafana works out is the one that fits the range. */
function withLengths(variable: BoardVariable, choices: Choices): BoardVariable {
  const [fitting = '1m'] = choices.get('__interval')?.values ?? [];
  const current = variable.current.map((one) => (one === 'auto' || one.startsWith('$__auto') ? fitting : one));
  const query = typeof variable.query === 'string' ? variable.query.replaceAll(/\bauto\b/g, fitting) : variable.query;
  return { ...variable, current, query };
}

/** Whatever a list needs before it. */
function inOrder(variables: readonly BoardVariable[]): BoardVariable[] {
  const ordered = new Set<BoardVariable>();
  const visit = (variable: BoardVariable, path: readonly BoardVariable[]) => {
    if (ordered.has(variable) || path.includes(variable)) return;
    const needs = variablesIn(JSON.stringify([variable.query, variable.datasource, variable.regex]) ?? '');
    for (const other of variables) if (needs.includes(other.name)) visit(other, [...path, variable]);
    ordered.add(variable);
  };
  for (const variable of variables) visit(variable, []);
  return [...ordered];
}

function chosen({ kind, current, multi, includeAll, allValue }: BoardVariable, values: readonly string[]): Chosen {
  const isAll = current.includes('$__all') || (current.length === 0 && includeAll);
  const several = multi || includeAll;
  if (isAll && allValue !== undefined) return { values, several, all: allValue };
  if (isAll) return { values, several };
  const kept = current.filter((value) => values.includes(value));
  if (kept.length > 0) return { values: multi ? kept : kept.slice(0, 1), several };
  if (kind === 'interval') return { values: current.length > 0 ? current : values.slice(0, 1), several };
  return { values: values.slice(0, 1), several };
}

interface Asking {
  readonly board: Board;
  readonly stores: ExaminedStores;
  readonly range: Range;
  readonly choices: Choices;
}

/** Undefined for a variable that no query reads as text. */
async function valuesOf(variable: BoardVariable, asking: Asking): Promise<string[] | undefined> {
  const { kind, query, options } = variable;
  const text = typeof query === 'string' ? query : '';
  switch (kind) {
    case 'query':
      return filtered(await askedFor(variable, asking), variable, asking.choices);
    case 'custom':
      return listed(text || options.join(','));
    case 'interval':
      return listed(text);
    case 'textbox':
      return [text || (variable.current[0] ?? '')];
    case 'constant':
      return [asking.board.inputs[/^\$\{(\w+)\}$/.exec(text)?.[1] ?? ''] ?? text];
    case 'switch':
      return variable.current.length > 0 ? [...variable.current] : ['false'];
    case 'datasource':
      return dataSourcesOf(variable, asking.stores);
    default:
      return undefined;
  }
}

/** `a, b, c`, `name : value`, and commas written `\,`. */
const listed = (text: string): string[] =>
  (text.match(/(?:\\,|[^,])+/g) ?? [])
    .map((each) => each.replaceAll('\\,', ',').trim())
    .map((each) => /^.+\s:\s(.+)$/.exec(each)?.[1]?.trim() ?? each)
    .filter((each) => each !== '');

function dataSourcesOf({ query, regex }: BoardVariable, { dataSources }: ExaminedStores): string[] {
  const type = typeof query === 'string' ? query : '';
  if (dataSources === undefined) return [type];
  const fits = patternOf(regex);
  return dataSources.filter((one) => one.type === type && (fits?.test(one.name) ?? true)).map(({ uid }) => uid);
}

/** What a list asks Prometheus or Loki for, in the words that people wrote or in the fields of the newer editors. */
async function askedFor(variable: BoardVariable, { board, stores, range, choices }: Asking): Promise<string[]> {
  const asks = asksWhom(variable.datasource, board, stores.dataSources);
  if (asks.language === undefined) throw new Error(`is made by ${asks.unasked}, which is not asked`);
  const { match, label, kind, expr } = readQuery(variable, choices);
  const { since, until } = range;
  const within = { since, until, ...(match !== undefined && { match }) };
  if (asks.language === 'logql') {
    const store = stores.logs(asks.uid);
    if (!store) throw new Error('asks Loki, and there is none to ask');
    return kind === 'names' ? store.labelNames(within) : store.labelValues(label ?? '', within);
  }
  const store = stores.metrics(asks.uid);
  if (!store) throw new Error('asks Prometheus, and there is none to ask');
  switch (kind) {
    case 'names':
      return store.labelNames(within);
    case 'values':
      return (await store.labelValues(label ?? '', within)).filter((value) => value !== '');
    case 'metrics': {
      const fits = new RegExp(expr ?? '');
      return (await store.labelValues('__name__', within)).filter((name) => fits.test(name));
    }
    case 'result':
      return (await store.query(expr ?? '', until)).map(({ labels, value }) => `${written(labels)} ${value} `);
    case 'series':
      return (await store.series({ since, until, match: expr ?? '' })).map(written);
  }
}

interface ListQuery {
  readonly kind: 'names' | 'values' | 'metrics' | 'result' | 'series';
  readonly match?: string;
  readonly label?: string;
  readonly expr?: string;
}

function readQuery({ query }: BoardVariable, choices: Choices): ListQuery {
  const fields = fieldsOf(query);
  const text = fill(
    (typeof query === 'string' ? query : (textOf(fields.query) ?? textOf(fields.expr) ?? '')).trim(),
    choices,
  );
  const stream = textOf(fields.stream);
  // Loki's editor keeps its fields apart.
  if (typeof fields.type === 'number' || stream !== undefined) {
    const match = stream && fill(stream, choices);
    const label = textOf(fields.label);
    return fields.type === 0 || label === undefined
      ? { kind: 'names' }
      : { kind: 'values', label, ...(match && { match }) };
  }
  const [, of, label] = /^label_values\((?:([\s\S]+),)?\s*([\w.:]+|"[^"]+")\s*\)$/.exec(text) ?? [];
  if (label !== undefined) {
    const match = of?.trim();
    return { kind: 'values', label: label.replaceAll('"', ''), ...(match && { match }) };
  }
  const [, names] = /^label_names\(([\s\S]*)\)$/.exec(text) ?? [];
  if (names !== undefined) return { kind: 'names', ...(names.trim() && { match: names.trim() }) };
  const [, metrics] = /^metrics\(([\s\S]+)\)$/.exec(text) ?? [];
  if (metrics !== undefined) return { kind: 'metrics', expr: metrics.trim() };
  const [, result] = /^query_result\(([\s\S]+)\)$/.exec(text) ?? [];
  return result === undefined ? { kind: 'series', expr: text } : { kind: 'result', expr: result.trim() };
}

/** As Grafana writes a series, for `regex` to cut something out of. */
const written = ({ __name__ = '', ...labels }: Readonly<Record<string, string>>) =>
  `${__name__}{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`;

/** What fits the pattern; where it has a group, what the group holds, of which `value` comes first. */
function filtered(values: readonly string[], { regex }: BoardVariable, choices: Choices): string[] {
  const pattern = patternOf(fill(regex, choices));
  if (pattern === undefined) return [...new Set(values)].sort();
  const kept = values.flatMap((value) => {
    const match = pattern.exec(value);
    return match ? [match.groups?.value ?? match[1] ?? value] : [];
  });
  return [...new Set(kept)].sort();
}

/** `/pattern/flags`, or the whole value as it is. */
function patternOf(regex: string): RegExp | undefined {
  if (regex === '') return undefined;
  const [, pattern, flags = ''] = /^\/(.*)\/(\w*)$/s.exec(regex) ?? [];
  try {
    return pattern === undefined ? new RegExp(`^(?:${regex})$`) : new RegExp(pattern, flags.replace('g', ''));
  } catch {
    throw new Error(`has a pattern that is none: ${regex}`);
  }
}

const asked = ({ query, kind }: BoardVariable, choices: Choices): string => {
  if (kind !== 'query') return kind;
  const fields = fieldsOf(query);
  const text =
    typeof query === 'string' ? query : (textOf(fields.query) ?? textOf(fields.label) ?? JSON.stringify(query));
  return fill(text, choices);
};
