import { isSecretName, plainText } from '@sightline/stores';
import type { z } from 'zod';
import { fitted } from '../terminal/fitted';
import { nearestOf } from '../unknown-name';
import { unwritten } from './description';
import { descriptionSchema } from './description-schema';
import type { Path, Yaml } from './yaml-of';

export interface DescriptionProblem {
  readonly line: number;
  /** The key, what is wrong with it, and what to write. */
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** What is wrong with a description, or with another file of a JSON Schema, in the order of its lines. */
export function problemsOf(
  yaml: Yaml,
  issues: readonly Issue[],
  schema: () => object = descriptionSchema,
): DescriptionProblem[] {
  const located = issues.flatMap((issue) => flat(issue));
  const mistyped = new Set(
    located.filter(({ issue }) => issue.code === 'unrecognized_keys').map(({ path }) => printed(path)),
  );
  return located
    .filter(({ issue, path }) => !isOfMistyped({ issue, path }, mistyped))
    .flatMap(({ issue, path }) => told(issue, path, { yaml, schema }))
    .sort((a, b) => a.line - b.line);
}

/** What is missing where a key is mistyped is that key. */
const isOfMistyped = ({ issue, path }: Located, mistyped: ReadonlySet<string>) =>
  (issue.code === 'custom' && mistyped.has(printed(path))) ||
  (issue.code === 'invalid_type' && mistyped.has(printed(path.slice(0, -1))));

interface Located {
  readonly issue: Issue;
  readonly path: Path;
}

/** Of a part that may be written in several ways, what is wrong with the way in which it is written. */
function flat(issue: Issue, base: Path = []): Located[] {
  const path = [...base, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ issue, path }];
  const tried = issue.errors.filter((errors) => !errors.some(isOfAnotherKind));
  const meant = tried.at(-1);
  return meant ? meant.flatMap((each) => flat(each, path)) : [{ issue, path }];
}

/** Text where an object is expected, or the other way round; another word than the only one. */
const isOfAnotherKind = ({ path, code }: Issue) =>
  path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');

interface File {
  readonly yaml: Yaml;
  readonly schema: () => object;
}

function told(issue: Issue, path: Path, { yaml, schema }: File): DescriptionProblem[] {
  const at = (where: Path, message: string) => ({ line: yaml.lineOf(where), message: `${printed(where)} ${message}` });
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => at([...path, key], unknownKey(key, keysAt(path, schema()))));
  if (issue.code === 'invalid_key') {
    const [first] = issue.issues;
    return [at(path, first?.message ?? 'is no name')];
  }
  if (issue.code === 'invalid_type') {
    const isAbsent = path.length > 0 && valueAt(yaml.value, path) === undefined;
    return [
      at(
        path,
        isAbsent ? 'is missing: write it' : `is ${kinds[issue.expected] ?? issue.expected}, and not what stands there`,
      ),
    ];
  }
  return [at(path, issue.message)];
}

const kinds: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  object: 'a group of keys',
  record: 'a group of keys',
};

function unknownKey(key: string, known: readonly string[]): string {
  const nearest = nearestOf(key, known);
  if (nearest) return `is not known here: did you mean ${nearest}?`;
  if (isSecretName(key)) return `${unwritten}; write ${/pass/i.test(key) ? byPassword : byToken}`;
  return `is not known here: there are ${known.join(', ')}`;
}

const byToken = 'bearerTokenFile: <path> or bearerTokenVariable: <NAME>';
const byPassword = 'basicAuth: { username: <name>, passwordFile: <path> }';

interface SchemaPart {
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly additionalProperties?: SchemaPart | boolean;
  readonly anyOf?: readonly SchemaPart[];
}

/** The keys that may stand at a place. */
function keysAt(path: Path, schema: SchemaPart): string[] {
  let parts: readonly SchemaPart[] = [schema];
  for (const key of path) {
    parts = parts.flatMap(alternatives).flatMap(({ properties, additionalProperties }) => {
      const next = properties?.[String(key)] ?? additionalProperties;
      return typeof next === 'object' ? [next] : [];
    });
  }
  return [...new Set(parts.flatMap(alternatives).flatMap(({ properties = {} }) => Object.keys(properties)))];
}

const alternatives = (part: SchemaPart): readonly SchemaPart[] => part.anyOf?.flatMap(alternatives) ?? [part];

/** `platforms.mine.traces`, as far as it can be shown. */
const printed = (path: Path) => fitted(plainText(path.map(String).join('.')), 120) || 'the file';

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}
