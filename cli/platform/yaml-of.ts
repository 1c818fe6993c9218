import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';

export type Path = readonly PropertyKey[];

/** A YAML document, and where its parts stand. */
export interface Yaml {
  readonly value: unknown;
  /** What keeps it from being read. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  /** The line of the deepest key of `path` that is there, from 1. */
  lineOf(path: Path): number;
}

export function yamlOf(text: string): Yaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, merge: true });
  const lineAt = (offset: number) => Math.max(1, lineCounter.linePos(offset).line);
  const problems = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    line: lineAt(pos[0]),
    message: `${withoutValues(message, code)}: correct the YAML`,
  }));
  let value: unknown;
  try {
    value = problems.length === 0 ? document.toJS({ maxAliasCount: 100 }) : undefined;
  } catch (error) {
    problems.push({ line: 1, message: `${withoutValues((error as Error).message)}: correct the YAML` });
  }
  return { value, problems, lineOf: (path) => lineAt(offsetOf(document, path)) };
}

/** In place of messages that cite the file in their midst. */
const uncited: Readonly<Record<string, string>> = {
  TAG_RESOLVE_FAILED: 'A tag (!name) is not known, put what begins with ! in quotes',
  BAD_DIRECTIVE: 'A directive (%NAME) is not known',
  BAD_DQ_ESCAPE: 'A backslash in double quotes escapes nothing, use single quotes',
};

/** What the parser says, without what it cites of the file behind a colon: a password may begin with !, * or |. */
const withoutValues = (message: string, code = '') => uncited[code] ?? message.replace(/(?<=[\w)]): .*/s, '');

/** A key's own position: that is the line a person would edit. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path[length - 1]))
      : undefined;
    if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
