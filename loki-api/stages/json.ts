import type { Extraction } from '@sightline/promql/logql';
import { ParseError } from '@sightline/promql/logql';
import { trimmed } from '../labels/go-text';
import { parsedName } from '../labels/names';
import {
  BadJson,
  eachMember,
  type JsonValue,
  labelText,
  memberAt,
  nextToken,
  unescaped,
  valueAt,
} from './json-scanner';
import { extract, failToParse, type Line, type LineStage, setParsed } from './line';

const error = 'JSONParserErr';

/** Each level is read once more than the one around it: deeper ones would hold up everybody. */
const deepest = 100;

/** Thrown to stop reading: what was asked for is there. */
const enough = Symbol('enough');

export function json(extractions: readonly Extraction[]): LineStage {
  return extractions.length === 0 ? wholeObject : paths(extractions);
}

function wholeObject(line: Line): boolean {
  if (line.hints.isDone(line.found)) return true;
  try {
    eachMember(line.text, (key, value) => member(line, [], key, value));
  } catch (thrown) {
    if (thrown instanceof BadJson) failToParse(line, error, thrown.message);
    else if (thrown !== enough) throw thrown;
  }
  return true;
}

function member(line: Line, prefix: readonly string[], key: string, value: JsonValue): void {
  if (value.type === 'object') {
    if (prefix.length >= deepest) throw new BadJson(`Value is nested more than ${deepest} deep`);
    const path = [...prefix, key];
    if (line.hints.wantsUnder(joined(path))) eachMember(value.text, (inner, of) => member(line, path, inner, of));
    return;
  }
  if (value.type !== 'null' && value.type !== 'array') {
    const name = nestedName([...prefix, key]);
    if (name !== '') extract(line, name, labelText(value));
  }
  if (line.hints.hasAll(line.found)) throw enough;
}

/** The label that a member becomes. */
export const nestedName = (path: readonly string[]): string =>
  path.length === 1 ? parsedName(path[0] ?? '') : joined(path);

/** Names of nested members are joined by underscores; blank ones are passed over. */
function joined(path: readonly string[]): string {
  const parts = path.map(trimmed).filter((part) => part !== '');
  return parts.map((part, i) => (i === 0 ? parsedName(part) : part.replace(/[^a-zA-Z0-9_]/gu, '_'))).join('_');
}

type Path = readonly (string | number)[];

function paths(extractions: readonly Extraction[]): LineStage {
  const wanted = extractions.map(({ label, from }) => ({ label, path: pathOf(from) }));
  return (line) => {
    if (line.text === '' || line.hints.isDone(line.found)) return true;
    if (!/^["{[]/.test(line.text)) {
      failToParse(line, error);
      return true;
    }
    let found = 0;
    for (const { label, path } of wanted) {
      const value = valueAtPath(line.text, path);
      if (value === undefined) continue;
      found++;
      const text = value.type === 'object' ? value.text : value.type === 'null' ? '' : (unescaped(value.text) ?? '');
      setParsed(line, line.labels.isTaken(label) ? `${label}_extracted` : label, text.replaceAll('\ufffd', ' '));
    }
    if (found < wanted.length)
      for (const { label } of wanted) if (line.labels.get(label) === undefined) setParsed(line, label, '');
    return true;
  };
}

function valueAtPath(json: string, path: Path): JsonValue | undefined {
  try {
    let at: number | undefined = 0;
    for (const step of path) {
      at =
        typeof step === 'number'
          ? elementAt(json, at, step)
          : startsWith(json, at, '{')
            ? memberAt(json, at, step)
            : undefined;
      if (at === undefined) return undefined;
    }
    return valueAt(json, at);
  } catch (thrown) {
    if (thrown instanceof BadJson) return undefined;
    throw thrown;
  }
}

const startsWith = (json: string, at: number, bracket: string) => json[nextToken(json, at)] === bracket;

/** Where an element of an array begins. */
function elementAt(json: string, from: number, index: number): number | undefined {
  if (!startsWith(json, from, '[')) return undefined;
  let at = nextToken(json, from) + 1;
  for (let i = 0; ; i++) {
    if (startsWith(json, at, ']')) return undefined;
    if (i === index) return at;
    at = nextToken(json, valueAt(json, at).end);
    if (json[at] !== ',') return undefined;
    at++;
  }
}

/** `a.b[0]["c"]`. @throws {ParseError} */
function pathOf(expression: string): Path {
  const path: (string | number)[] = [];
  let rest = expression.trim();
  while (rest !== '') {
    const part = /^(?:\.?([a-zA-Z_][a-zA-Z0-9_]*)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\])\s*/.exec(rest);
    const hasDot = rest.startsWith('.');
    // A field has a dot before it, save for the first.
    const startsBadly = part?.[1] !== undefined && hasDot !== path.length > 0;
    if (part === null || startsBadly)
      throw new ParseError(`stage '| json' : cannot parse expression [${expression}]: syntax error`);
    path.push(part[1] ?? part[2]?.replace(/\\(.)/g, '$1') ?? Number(part[3]));
    rest = rest.slice(part[0].length);
  }
  if (path.length === 0)
    throw new ParseError(`stage '| json' : cannot parse expression [${expression}]: syntax error: unexpected $end`);
  return path;
}
