import { z } from 'zod';

/**
 * Reads the settings of this process from its environment, once, frozen. The keys of `schema` are the variables' names; a
 * variable's `meta` may describe what is accepted. An empty variable counts as one that is not set.
 *
 * @throws {InvalidConfig} naming every bad variable, what came and what is accepted.
 */
export function readConfig<Config>(schema: z.ZodObject & z.ZodType<Config>, env: NodeJS.ProcessEnv): Readonly<Config> {
  const given = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, env[name] || undefined]));
  const result = schema.safeParse(given);
  if (result.success) return Object.freeze(result.data);
  throw new InvalidConfig(
    Object.entries(z.flattenError(result.error).fieldErrors as Record<string, string[]>).map(([name, problems]) => {
      const meta = metaOf(schema.shape[name] as z.ZodType);
      return {
        name,
        came: shown(given[name], meta?.secret === true),
        accepted: meta?.description ?? problems.join(', '),
      };
    }),
  );
}

/** What is said of a setting, whether or not it is optional or has a default: above all, that it is secret. */
function metaOf(schema: z.ZodType): z.GlobalMeta | undefined {
  const own = z.globalRegistry.get(schema);
  const { innerType } = schema.def as { readonly innerType?: z.ZodType };
  return own ?? (innerType && metaOf(innerType));
}

declare module 'zod' {
  interface GlobalMeta {
    /** The value is never shown, not even when it is wrong. */
    secret?: boolean;
  }
}

export interface BadVariable {
  readonly name: string;
  readonly came: string;
  readonly accepted: string;
}

export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig';
  readonly code = 'INVALID_CONFIG';

  constructor(readonly variables: readonly BadVariable[]) {
    const lines = variables.map(({ name, came, accepted }) => `  ${name} ${came}; accepted: ${accepted}`);
    super([`${variables.length} bad setting(s). Set them in the environment and start again:`, ...lines].join('\n'));
  }
}

function shown(value: string | undefined, isSecret: boolean): string {
  if (value === undefined) return 'is not set';
  return isSecret ? 'came as a value that is kept secret here' : `came as "${value}"`;
}
