import { readFileSync } from 'node:fs';
import { type Milliseconds, parseDuration, promqlError } from '@sightline/promql';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const texts = z
  .record(z.string(), z.coerce.string())
  .nullish()
  .transform((given) => given ?? {});
const time = z
  .string()
  .transform((text, context) => {
    const ms = parseDuration(text);
    if (ms === undefined) context.addIssue({ code: 'custom', message: `"${text}" is no length of time` });
    return ms ?? 0;
  })
  .optional();

const rule = z.object({
  record: z.string().optional(),
  alert: z.string().optional(),
  expr: z.coerce.string(),
  for: time,
  labels: texts,
  annotations: texts,
});
const groups = z.array(
  z.object({
    name: z.string(),
    rules: z
      .array(rule)
      .nullish()
      .transform((rules) => rules ?? []),
  }),
);

export interface AnyAlert {
  readonly name: string;
  readonly expr: string;
  readonly for: Milliseconds;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A group as it is written, for Prometheus to load. */
export interface WrittenGroup {
  readonly name: string;
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

export interface AnyRules {
  readonly alerts: readonly AnyAlert[];
  /** What is recorded, by its name. */
  readonly recorded: ReadonlyMap<string, string>;
  /** As Prometheus loads them. */
  readonly file: { readonly groups: readonly WrittenGroup[] };
}

export class UnreadableRules extends Error {
  readonly code = 'UNREADABLE_RULES';
}

/**
 * Rules of anybody's: a file of Prometheus, `PrometheusRule` objects of its operator, namespaces of Mimir's ruler, in one document or many.
 *
 * @throws {UnreadableRules} naming the file, and what is wrong with it.
 */
export function readAnyRules(file: string): AnyRules {
  const refuse = (reason: string) => new UnreadableRules(`${file}: ${reason}`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UnreadableRules(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
  const documents = parseAllDocuments(text);
  const all = (Array.isArray(documents) ? documents : []).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw refuse(`it is no YAML: ${error.message.split('\n')[0]}`);
    const value = (document.toJS() ?? {}) as { groups?: unknown; spec?: { groups?: unknown } };
    return (value.groups ?? value.spec?.groups ?? []) as unknown[];
  });
  const parsed = groups.safeParse(all);
  if (!parsed.success) throw refuse(z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ').slice(0, 300));
  const rules = parsed.data.flatMap((group) => group.rules);
  if (rules.length === 0)
    throw refuse('it holds no rules: a file with groups is needed, a PrometheusRule, or a namespace of a ruler');
  const broken = rules.find(({ expr }) => promqlError(expr) !== undefined);
  if (broken)
    throw refuse(
      `the expression of ${broken.alert ?? broken.record} does not parse at "${promqlError(broken.expr)?.near}"`,
    );
  return {
    alerts: rules.flatMap(({ alert, expr, for: wait = 0, labels, annotations }) =>
      alert === undefined ? [] : [{ name: alert, expr, for: wait, labels, annotations }],
    ),
    recorded: new Map(rules.flatMap(({ record, expr }) => (record === undefined ? [] : [[record, expr] as const]))),
    file: { groups: all as readonly WrittenGroup[] },
  };
}
