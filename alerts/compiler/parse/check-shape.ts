import { z } from 'zod';
import type { Diagnostic, Severity } from '../diagnostics';
import { nearest } from './nearest';
import { type Path, printPath, type YamlDocument } from './yaml-source';

export interface ShapeRules {
  /** Keys the format knows and this compiler does not support, with what to do instead. */
  readonly unsupported: Readonly<Record<string, string>>;
  /** Sloth ignores keys it does not know; OpenSLO does not. */
  readonly unknownKeys: Severity;
  /** Where to see what is accepted. */
  readonly reference: string;
  /** For a key that is known elsewhere: where that is. */
  readonly belongs?: Readonly<Record<string, string>>;
}

/** Checks a document against a schema of strict objects. Keys that are not known are reported, and the rest is still checked. */
export function checkShape<S extends z.ZodType>(
  schema: S,
  document: YamlDocument,
  rules: ShapeRules,
): { value: z.output<S> | undefined; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report = (severity: Severity, code: string, path: Path, reason: string, hint: string) =>
    diagnostics.push({
      severity,
      code,
      file: document.file,
      line: document.lineOf(path),
      path: printPath(path),
      reason,
      hint,
    });

  const first = schema.safeParse(document.value, { error: describeIssue });
  if (first.success) return { value: first.data, diagnostics };

  const stripped = structuredClone(document.value);
  for (const issue of first.error.issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const known: string[] = JSON.parse(issue.message);
    for (const key of issue.keys) {
      const path = [...issue.path, key];
      const instead = rules.unsupported[key];
      if (instead) report('error', 'unsupported', path, `${key} is not supported`, instead);
      else
        report(
          rules.unknownKeys,
          'unknown-key',
          path,
          `${key} is not known here`,
          rules.belongs?.[key] ?? suggestion(key, known),
        );
      deleteAt(stripped, path);
    }
  }
  const second = schema.safeParse(stripped, { error: describeIssue });
  for (const issue of second.error?.issues ?? []) {
    const [reason = '', hint = rules.reference] = issue.message.split('\n');
    report('error', 'shape', issue.path, reason, hint);
  }
  return { value: second.data, diagnostics };
}

const suggestion = (key: string, known: readonly string[]) => {
  const meant = nearest(key, known);
  return meant ? `Did you mean ${meant}?` : `Known here: ${known.join(', ')}.`;
};

/** Keeps the schema's known keys for the suggestion; every other issue gets zod's own words, with what came. */
const describeIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject)
    return JSON.stringify(Object.keys(issue.inst.shape));
  if (issue.code === 'invalid_type') {
    const came = issue.input === undefined ? 'it is missing' : `${shown(issue.input)} came`;
    return `${came}, a value of type ${issue.expected} is needed`;
  }
  if (issue.code === 'invalid_value')
    return `${shown(issue.input) ?? 'nothing'} came, accepted: ${issue.values.map(String).join(', ')}`;
  return undefined;
};

/** Whole numbers of YAML as Go reads it are bigint, which JSON has no word for. */
const shown = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? Number(part) : part));

function deleteAt(root: unknown, path: Path) {
  const parent = path.slice(0, -1).reduce<unknown>((node, key) => (node as Record<PropertyKey, unknown>)?.[key], root);
  delete (parent as Record<PropertyKey, unknown> | undefined)?.[path[path.length - 1] ?? ''];
}
