import { byteSize, goDuration, ParseError, parse } from '@sightline/promql/logql';
import type { Data } from '../answers/answers';
import type { Lines } from '../evaluate/lines';
import { selectedLines } from '../evaluate/log-query';
import { byBytes } from '../labels/labels';
import { LineLabels } from '../labels/line-labels';
import { goFloat } from '../stages/go-float';
import { Hints } from '../stages/hints';
import { json, nestedName } from '../stages/json';
import { eachMember, type JsonValue } from '../stages/json-scanner';
import type { Line } from '../stages/line';
import { logfmt } from '../stages/logfmt';
import type { Asked } from './queries';

interface Field {
  type: string;
  readonly values: Set<string>;
  readonly parsers: Set<string>;
  jsonPath: readonly string[] | undefined;
}

/** What fields the latest lines have: beside them, and in them. */
export async function detectedFields(lines: Lines, asked: Asked): Promise<Data> {
  const limit = asked.parameters.limit(asked.parameters.text('limit') === '' ? 'field_limit' : 'limit', 1000);
  const found = await fieldsOf(lines, asked, limit);
  if (found.size === 0) return {};
  const fields = [...found].map(([label, { type, values, parsers, jsonPath }]) => ({
    label,
    type,
    cardinality: values.size,
    parsers: parsers.size === 0 ? null : [...parsers].sort(),
    ...(jsonPath !== undefined && { jsonPath }),
  }));
  return { fields, limit };
}

export async function detectedFieldValues(lines: Lines, asked: Asked, label: string): Promise<Data> {
  const limit = asked.parameters.limit('limit', 1000);
  const values = (await fieldsOf(lines, asked, Number.POSITIVE_INFINITY)).get(label)?.values ?? new Set();
  return { values: [...values].sort(byBytes).slice(0, limit), limit };
}

async function fieldsOf(
  lines: Lines,
  { parameters, signal }: Asked,
  limit: number,
): Promise<ReadonlyMap<string, Field>> {
  const span = parameters.orderedSpan();
  const lineLimit = parameters.limit('line_limit', 100);
  parameters.step(span);
  const expr = parse(parameters.text('query'));
  if (expr.kind !== 'log') throw new ParseError('only log selector is supported');
  const query = { span, limit: lineLimit, newestFirst: true, intervalNanos: 0 };
  const fields = new Map<string, Field>();
  const add = (label: string, value: string, parser?: string, jsonPath?: readonly string[]) => {
    let field = fields.get(label);
    if (field === undefined) {
      if (fields.size >= limit) return;
      field = { type: '', values: new Set(), parsers: new Set(), jsonPath: undefined };
      fields.set(label, field);
    }
    field.type = typeOf(value);
    field.values.add(value);
    if (parser !== undefined) field.parsers.add(parser);
    if (jsonPath !== undefined) field.jsonPath = jsonPath;
  };
  for (const line of await selectedLines(lines, expr, query, signal)) {
    const { stream, metadata } = line.labels.categorised();
    for (const [label, value] of Object.entries(metadata)) add(label, value);
    const { parser, labels, paths } = parsed(line, new LineLabels(stream, {}));
    for (const [label, value] of Object.entries(labels)) add(label, value, parser, paths?.get(label));
  }
  return fields;
}

function parsed(line: Line, labels: LineLabels) {
  const fresh = (of: LineLabels): Line => ({ ...line, labels: of, found: new Set(), hints: Hints.everything });
  json([])(fresh(labels));
  if (labels.error === '')
    return { parser: 'json', labels: labels.categorised().parsed, paths: pathsOf(line.text, labels) };
  const again = new LineLabels(labels.stream, {});
  logfmt({ kind: 'logfmt', strict: false, keepEmpty: false, extractions: [] })(fresh(again));
  return { parser: 'logfmt', labels: again.categorised().parsed };
}

/** Where in the object each label was found. */
function pathsOf(text: string, labels: LineLabels): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>();
  const visit = (path: readonly string[]) => (key: string, value: JsonValue) => {
    const here = [...path, key];
    if (value.type === 'object') {
      eachMember(value.text, visit(here));
      return;
    }
    const name = nestedName(here);
    const label = labels.inStream(name) ? `${name}_extracted` : name;
    if (!paths.has(label)) paths.set(label, here);
  };
  eachMember(text, visit([]));
  return paths;
}

function typeOf(value: string): string {
  if (/^[+-]?\d{1,19}$/.test(value)) return 'int';
  if (goFloat(value) !== undefined) return 'float';
  if (/^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)) return 'boolean';
  if (goDuration(value) !== undefined) return 'duration';
  return byteSize(value) === undefined ? 'string' : 'bytes';
}
