import { z } from 'zod';
import { formatDiagnostic } from '../compiler/diagnostics';
import { readYaml } from '../compiler/parse/yaml-source';

/** The kinds of change that a policy tells apart. */
export const changes = ['feature', 'fix', 'emergency'] as const;
export type Change = (typeof changes)[number];

const action = {
  allow: z.array(z.enum(changes)).describe('What may be released'),
  next: z.string().min(1).describe('What is to be done'),
};

const share = z
  .string()
  .regex(/^(\d{1,2}(\.\d+)?|100) %$/, 'a share of the budget from 0 to 100 is needed, such as 25 %')
  .describe('More than this share of the budget is left: 25 %');

const schema = z.strictObject({
  budget: z
    .array(z.strictObject({ above: share.optional(), ...action }))
    .describe('From the fullest budget to the spent one, which has no share'),
  firing: z
    .strictObject({ page: z.strictObject(action), ticket: z.strictObject(action) })
    .describe('While an alert of the SLO fires'),
  noData: z.strictObject(action).describe('While nothing is known of the SLO'),
});

/** What may be released, and what to do next. */
export interface Action {
  readonly allow: readonly Change[];
  readonly next: string;
}

export interface Policy {
  /** From the highest share to that of a spent budget, which is undefined. */
  readonly budget: readonly (Action & { readonly above?: number })[];
  readonly firing: Readonly<Record<'page' | 'ticket', Action>>;
  readonly noData: Action;
}

export class InvalidPolicy extends Error {
  readonly code = 'INVALID_POLICY';
}

/** @throws {InvalidPolicy} listing everything that is wrong with it, and in which file. */
export function parsePolicy(text: string, file: string): Policy {
  const { documents, diagnostics } = readYaml(text, file);
  const refuse = (what: string) => new InvalidPolicy(`${file} is no error-budget policy:\n${what}`);
  if (diagnostics.length > 0) throw refuse(diagnostics.map(formatDiagnostic).join('\n'));
  const result = schema.check(isComplete).safeParse(documents[0]?.value);
  if (!result.success) throw refuse(z.prettifyError(result.error));
  const { budget, ...rest } = result.data;
  return {
    ...rest,
    budget: budget.map(({ above, ...action }) => ({
      ...action,
      ...(above !== undefined && { above: Number.parseFloat(above) / 100 }),
    })),
  };
}

/** Every budget has its step: the shares fall to 0 %, and the last step is that of the spent budget. */
function isComplete({ value: { budget }, issues }: z.core.ParsePayload<z.output<typeof schema>>): void {
  const shares = budget.map(({ above }) => (above === undefined ? undefined : Number.parseFloat(above)));
  const complain = (index: number, message: string) =>
    issues.push({ code: 'custom', input: budget, path: ['budget', index], message });
  if (shares.length === 0 || shares.at(-1) !== undefined)
    complain(budget.length, 'a last step without "above" is needed, for the spent budget');
  if (shares.at(-2) !== 0) complain(budget.length - 1, 'a step with above: 0 % is needed before the last');
  for (const [index, above] of shares.slice(0, -1).entries()) {
    const before = shares[index - 1];
    if (above === undefined || (index > 0 && (before === undefined || above >= before)))
      complain(index, 'each step needs a lower share than the one before');
  }
}

/** The JSON Schema that gives editors completion in the policy. */
export const policySchema = (): object => ({
  title: 'The error-budget policy of Sightline',
  ...z.toJSONSchema(schema, { io: 'input' }),
});
