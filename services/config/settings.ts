import { z } from 'zod';

/** The kinds of setting the services have. */
export const setting = {
  host: () => z.string().default('127.0.0.1').meta({ description: 'the address to listen on' }),
  port: () => integer(0, 65_535).meta({ description: 'a port, from 0 (any free one) to 65535' }),
  url: (...protocols: string[]) =>
    z
      .url({ protocol: new RegExp(`^(${protocols.join('|')})$`) })
      .meta({ description: `a URL starting with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}` }),
  /** A URL that carries a password. */
  secretUrl: (...protocols: string[]) => {
    const url = setting.url(...protocols);
    return url.meta({ ...url.meta(), secret: true });
  },
  secret: (minLength: number) =>
    z
      .string()
      .min(minLength)
      .meta({ description: `at least ${minLength} characters`, secret: true }),
  /** The path of a file; whether it can be used is for whoever reads it to say. */
  file: (what: string) =>
    z
      .string()
      .min(1)
      .meta({ description: `the file that holds ${what}` }),
  list: (what: string) =>
    z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .refine((parts) => parts.every((part) => part !== ''))
      .meta({ description: `${what}, separated by commas` }),
  wholeNumber: ({ min, max, fallback }: { min: number; max: number; fallback: number }) =>
    integer(min, max)
      .default(fallback)
      .meta({ description: `a whole number from ${min} to ${max} (default ${fallback})` }),
};

const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
