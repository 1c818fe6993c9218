import type { HeaderValue } from '@sightline/observability';
import type { IHeaders } from 'kafkajs';

/**
 * The headers as they came, byte for byte. kafkajs takes the first value of one that is called like a property of every object
 * (`constructor`) for a second one, and cannot write a value that is null: the one is left out, the other becomes empty.
 */
export function rawHeaders(headers: IHeaders | undefined): Record<string, HeaderValue> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => {
      const values = [value].flat().filter((part) => typeof part !== 'function' && !isPlainObject(part));
      const written = values.map((part) => part ?? '');
      return [name, written.length === 1 ? (written[0] as string | Buffer) : (written as (string | Buffer)[])];
    }),
  );
}

/** The first value of each header, as text. */
export function textHeaders(headers: IHeaders | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(rawHeaders(headers)).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]),
  );
}

/** What kafkajs gives a client that asks for bytes, and what its own mistake puts before them. */
const isPlainObject = (part: unknown) => typeof part === 'object' && part !== null && !Buffer.isBuffer(part);

/** Bytes that headers take, names included. */
export function headerBytes(headers: Readonly<Record<string, HeaderValue>>): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(headers))
    for (const part of [value].flat()) bytes += Buffer.byteLength(name) + Buffer.byteLength(part ?? '');
  return bytes;
}
