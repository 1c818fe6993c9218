import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { rights } from './rights';

const limits = { bytes: 262_144, keys: 200 };

/** How whoever brings no key is called; no key can have this name. */
export const anonymousName = 'anonymous';

export const keyName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name of lower-case letters, digits and dashes, 40 at most')
  .refine((name) => name !== anonymousName, `not "${anonymousName}": so is called who brings no key`);

const rightsList = z.array(z.enum(rights)).max(rights.length);

const schema = z.strictObject({
  /** What may be done without any key. */
  anonymous: rightsList.default([]),
  keys: z
    .array(
      z.strictObject({
        /** Who it is, in the audit log and in refusals. Two keys may have one name, while one takes the place of the other. */
        name: keyName,
        rights: rightsList,
        sha256: z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of the key, 64 hexadecimal digits'),
        /** From then on it is as if the key were not listed. */
        expires: z.iso.datetime({ offset: true }).optional(),
      }),
    )
    .max(limits.keys)
    .refine(
      (keys) => new Set(keys.map(({ sha256 }) => sha256)).size === keys.length,
      'one key is listed twice: nobody could tell whose it is',
    ),
});

export type KeysFile = z.output<typeof schema>;
export type KeyEntry = KeysFile['keys'][number];

/** It cannot be used; the message says where it is wrong, and repeats nothing of it. */
export class InvalidKeysFile extends Error {
  override readonly name = 'InvalidKeysFile';
  readonly code = 'INVALID_KEYS_FILE';
}

/** @throws {InvalidKeysFile} */
export const readKeysFile = (file: string): KeysFile => checked(contentOf(file), file);

/** What may be written to such a file. @throws {InvalidKeysFile} where nobody could read it again. */
export const keysFileOf = (content: KeysFile, file: string): KeysFile => checked(content, file);

function checked(content: unknown, file: string): KeysFile {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
  throw new InvalidKeysFile(`${file} is no file of API keys: ${problems.join('; ')}`);
}

function contentOf(file: string): unknown {
  try {
    if (statSync(file).size > limits.bytes) throw new Error(`it is larger than ${limits.bytes} bytes`);
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // The parser of JSON quotes what it cannot read.
    const why = error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message;
    throw new InvalidKeysFile(`The API keys cannot be read from ${file}: ${why}`);
  }
}
