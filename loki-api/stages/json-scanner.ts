/**
 * Reads JSON as leniently as Loki does: only what is asked for is looked at, what follows the object does not matter, and what is
 * wrong further on is no error for what was read before.
 */

export type JsonType = 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';

export class BadJson extends Error {}

const malformed = {
  json: 'Malformed JSON error',
  object: "Value looks like object, but can't find closing '}' symbol",
  array: "Value is array, but can't find closing ']' symbol",
  string: "Value looks like string, but can't find closing '\"' symbol",
  escape: 'Encountered an invalid escape sequence in a string',
  type: 'Unknown value type',
};

/** `text` is what is written, without the quotes of a string. */
export interface JsonValue {
  readonly type: JsonType;
  readonly text: string;
  readonly end: number;
}

/** @throws {BadJson} */
export function eachMember(json: string, visit: (key: string, value: JsonValue) => void): void {
  membersFrom(json, 0, (key, at) => {
    const value = valueAt(json, at);
    visit(key, value);
    return value.end;
  });
}

/** Where the value of a member begins, whatever is wrong after it; undefined if there is none of this name. */
export function memberAt(json: string, from: number, name: string): number | undefined {
  let found: number | undefined;
  membersFrom(json, from, (key, at) => {
    if (key !== name) return valueAt(json, at).end;
    found = at;
    return undefined;
  });
  return found;
}

/** @param visit gets where a value begins and says where it ends; nothing: it has enough. */
function membersFrom(json: string, from: number, visit: (key: string, at: number) => number | undefined): void {
  let at = nextToken(json, from);
  if (json[at] !== '{') throw new BadJson(malformed.object);
  at = nextToken(json, at + 1);
  if (at === json.length) throw new BadJson(malformed.json);
  while (at < json.length) {
    if (json[at] === '}') return;
    if (json[at] !== '"') throw new BadJson(malformed.object);
    const end = stringEnd(json, at + 1);
    if (end < 0) throw new BadJson(malformed.json);
    const key = unescaped(json.slice(at + 1, end));
    if (key === undefined) throw new BadJson(malformed.escape);
    at = nextToken(json, end + 1);
    if (json[at] !== ':') throw new BadJson(malformed.json);
    const valueEnd = visit(key, at + 1);
    if (valueEnd === undefined) return;
    at = nextToken(json, valueEnd);
    if (at === json.length) throw new BadJson(malformed.array);
    if (json[at] === '}') return;
    if (json[at] !== ',') throw new BadJson(malformed.object);
    at = nextToken(json, at + 1);
    if (at === json.length) throw new BadJson(malformed.array);
  }
}

/** @throws {BadJson} */
export function valueAt(json: string, from: number): JsonValue {
  const at = nextToken(json, from);
  const first = json[at];
  if (first === undefined) throw new BadJson(malformed.json);
  if (first === '"') {
    const end = stringEnd(json, at + 1);
    if (end < 0) throw new BadJson(malformed.string);
    return { type: 'string', text: json.slice(at + 1, end), end: end + 1 };
  }
  if (first === '{' || first === '[') {
    const type = first === '{' ? 'object' : 'array';
    const end = blockEnd(json, at, first, first === '{' ? '}' : ']');
    if (end < 0) throw new BadJson(malformed[type]);
    return { type, text: json.slice(at, end), end };
  }
  let end = at;
  while (end < json.length && !' \n\r\t,}]'.includes(json[end] ?? '')) end++;
  const text = json.slice(at, end);
  if (text === 'true' || text === 'false') return { type: 'boolean', text, end };
  if (text === 'null') return { type: 'null', text, end };
  if (/^[-0-9]/.test(text)) return { type: 'number', text, end };
  throw new BadJson(malformed.type);
}

/** The text of a string without its escapes; undefined if one of them is wrong. */
export function unescaped(text: string): string | undefined {
  if (!text.includes('\\')) return text;
  let wrong = false;
  const plain = text.replace(/\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt])|)/g, (_, code?: string, letter?: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    if (letter === undefined) wrong = true;
    return { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }[letter ?? ''] ?? letter ?? '';
  });
  return wrong || /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(plain)
    ? undefined
    : plain;
}

/** What a value is as a label. */
export function labelText({ type, text }: JsonValue): string {
  if (type !== 'string') return type === 'null' ? '' : text;
  return (unescaped(text) ?? '').replaceAll('\ufffd', ' ');
}

/** The first place from here on that is not blank. */
export function nextToken(json: string, from: number): number {
  let at = from;
  while (at < json.length && ' \n\r\t'.includes(json[at] ?? '')) at++;
  return at;
}

/** Where the string that began before `from` is closed; -1 if nowhere. */
function stringEnd(json: string, from: number): number {
  for (let at = from; at < json.length; at++) {
    if (json[at] === '\\') at++;
    else if (json[at] === '"') return at;
  }
  return -1;
}

function blockEnd(json: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < json.length; at++) {
    const char = json[at];
    if (char === '"') {
      at = stringEnd(json, at + 1);
      if (at < 0) return -1;
    } else if (char === open) depth++;
    else if (char === close && --depth === 0) return at + 1;
  }
  return -1;
}
