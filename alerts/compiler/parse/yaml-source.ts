import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseAllDocuments,
  type ScalarTag,
  type Tags,
} from 'yaml';
import type { Diagnostic } from '../diagnostics';

export type Path = readonly PropertyKey[];

/** One document of a YAML file, and where its parts stand. */
export interface YamlDocument {
  readonly file: string;
  readonly value: unknown;
  /** The line of the deepest part of `path` that is there, from 1. */
  lineOf(path: Path): number;
}

export interface YamlSource {
  readonly documents: readonly YamlDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * YAML 1.1 as Go's yaml.v2 reads it, and so Sloth: `no` is false and 0755 is 493, but times and dates are text, and so is
 * e21, which the library would read as a float without digits. Whole numbers come as bigint, to be told from floats.
 */
const goYaml = {
  version: '1.1',
  intAsBigInt: true,
  customTags: (tags: Tags): Tags =>
    tags
      .filter((tag) => typeof tag === 'string' || !(tag.tag.endsWith(':timestamp') || formatOf(tag) === 'TIME'))
      .map((tag) =>
        formatOf(tag) === 'EXP' ? { ...(tag as ScalarTag), test: /^[-+]?\.?\d[\d_]*(\.[\d_]*)?e[-+]?\d+$/i } : tag,
      ),
} as const;

const formatOf = (tag: Tags[number]) => (typeof tag === 'object' && 'format' in tag ? tag.format : undefined);

/** As OpenSLO's own examples have it: YAML 1.2, and merge keys. */
const plainYaml = { merge: true } as const;

/** Reads a file of one or more documents, or lists of them. Everything the YAML parser minds becomes a diagnostic. */
export function readYaml(text: string, file: string, dialect: '1.2' | 'go' = '1.2'): YamlSource {
  const lines = new LineCounter();
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const diagnostics: Diagnostic[] = [];
  const refuse = (line: number | undefined, reason: string) =>
    diagnostics.push({
      severity: 'error',
      code: 'yaml',
      file,
      ...(line !== undefined && { line }),
      path: '',
      reason,
      hint: 'Correct the YAML; nothing else of this document can be checked before.',
    });
  const documents: YamlDocument[] = [];
  for (const document of parseDocuments(text, lines, dialect, refuse)) {
    for (const { message, pos } of [...document.errors, ...document.warnings]) refuse(lineAt(pos[0]), message);
    if (document.errors.length > 0 || document.contents === null) continue;
    const start = document.contents.range?.[0] ?? 0;
    const value = toValue(document, (reason) => refuse(lineAt(aliasIn(reason, text) ?? start), reason));
    if (value === undefined || value === null) continue;
    const of = (part: unknown, base: Path): YamlDocument => ({
      file,
      value: withoutNulls(part),
      lineOf: (path) => lineAt(offsetOf(document, [...base, ...path])),
    });
    documents.push(...(Array.isArray(value) ? value.map((part, index) => of(part, [index])) : [of(value, [])]));
  }
  return { documents, diagnostics };
}

/** The parser itself gives up on some texts, with an exception. */
function parseDocuments(
  text: string,
  lineCounter: LineCounter,
  dialect: '1.2' | 'go',
  refuse: (line: undefined, reason: string) => void,
): Document.Parsed[] {
  try {
    const options = { lineCounter, prettyErrors: false, ...(dialect === 'go' ? goYaml : plainYaml) };
    const parsed = parseAllDocuments(text, options);
    return Array.isArray(parsed) ? parsed : [];
  } catch (error) {
    refuse(undefined, (error as Error).message);
    return [];
  }
}

/** Aliases that name nothing, or so many that they would fill the memory, are found only here. */
function toValue(document: Document.Parsed, refuse: (reason: string) => void): unknown {
  try {
    return document.toJS();
  } catch (error) {
    refuse((error as Error).message);
    return undefined;
  }
}

/** Where the alias stands that a message names last. */
function aliasIn(reason: string, text: string): number | undefined {
  const name = /alias.*: (\S+)$/.exec(reason)?.[1];
  const found = name === undefined ? -1 : text.indexOf(`*${name}`);
  return found < 0 ? undefined : found;
}

/** `key:` with nothing behind it is a key that is not given. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null)
      .map(([key, part]) => [key, withoutNulls(part)]),
  );
}

/** A key's own position where there is one: that is the line a person would edit. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === last);
      if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

/** `spec.objectives[0].target` */
export const printPath = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  );
