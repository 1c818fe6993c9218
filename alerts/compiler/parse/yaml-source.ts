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

/** Reads a file of one or more documents. Everything the YAML parser minds becomes a diagnostic. */
export function readYaml(text: string, file: string, dialect: '1.2' | 'go' = '1.2'): YamlSource {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, ...(dialect === 'go' && goYaml) });
  const documents = Array.isArray(parsed) ? parsed : [];
  const diagnostics = documents.flatMap(({ errors, warnings }) =>
    [...errors, ...warnings].map(
      ({ message, pos }): Diagnostic => ({
        severity: 'error',
        code: 'yaml',
        file,
        line: lines.linePos(pos[0]).line,
        path: '',
        reason: message,
        hint: 'Correct the YAML; nothing else of this document can be checked before.',
      }),
    ),
  );
  const readable = documents.filter(({ errors, contents }) => errors.length === 0 && contents !== null);
  return {
    documents: readable.map((document) => ({
      file,
      value: document.toJS(),
      lineOf: (path) => lines.linePos(offsetOf(document, path)).line,
    })),
    diagnostics,
  };
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
