import { types } from 'node:util';
import { cut } from '../redaction/cut';
import { redacted } from '../redaction/redact';
import { isSecretKey } from '../redaction/secret-key';

/** What JSON can hold. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

const limits = { depth: 6, entries: 50, values: 500, text: 8_192 } as const;

/**
 * Any value as JSON can hold it, bounded, with nothing under a secret key. It never throws, whatever the value does when it is looked at: getters and
 * `toJSON` that throw, proxies, circles, BigInt, symbols, functions.
 */
export function plain(value: unknown): Plain {
  return new Walk().value(value, []);
}

/** Any value as text: strings as they are, everything else as JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? cut(value, limits.text) : JSON.stringify(plain(value));
}

/** What `read` gives; `otherwise` when it throws. */
export function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

class Walk {
  #left: number = limits.values;

  value(value: unknown, parents: readonly object[]): Plain {
    if (this.#left-- <= 0) return '[more]';
    switch (typeof value) {
      case 'string':
        return cut(value, limits.text);
      case 'number':
        return Number.isFinite(value) ? value : String(value);
      case 'boolean':
        return value;
      case 'undefined':
        return 'undefined';
      case 'bigint':
        return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
      case 'symbol':
        return String(value);
      case 'function':
        return `[function ${attempt(() => String(value.name), '') || 'anonymous'}]`;
    }
    if (typeof value !== 'object' || value === null) return null;
    if (parents.includes(value)) return '[circular]';
    if (parents.length >= limits.depth) return '[deeper]';
    return attempt(() => this.#object(value, [...parents, value]), '[unreadable]');
  }

  #object(value: object, parents: readonly object[]): Plain {
    if (types.isDate(value)) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (types.isBoxedPrimitive(value)) return this.value(value.valueOf(), parents);
    if (types.isRegExp(value)) return String(value);
    if (types.isPromise(value)) return '[promise]';
    if (types.isAnyArrayBuffer(value) || ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (types.isMap(value)) return this.#entries(value, parents);
    if (types.isSet(value)) return this.#list(value, value.size, parents);
    if (Array.isArray(value)) return this.#list(value, value.length, parents);
    if (value instanceof Error) return this.#error(value, parents);
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === 'function') {
      const own = attempt<unknown>(() => toJSON.call(value), value);
      if (own !== value) return this.value(own, parents);
    }
    return this.#entries(
      Object.keys(value).map((key) => [key, () => (value as Record<string, unknown>)[key]] as const),
      parents,
      true,
    );
  }

  #error(error: Error, parents: readonly object[]): Plain {
    const told = ['name', 'message', 'code', 'cause', 'errors'] as const;
    const known = told.filter((key) => attempt(() => key in error && error[key as keyof Error] !== undefined, true));
    return this.#entries(
      known.map((key) => [key, () => error[key as keyof Error]] as const),
      parents,
      true,
    );
  }

  #list(values: Iterable<unknown>, length: number, parents: readonly object[]): Plain {
    const list: Plain[] = [];
    for (const value of values) {
      if (list.length >= limits.entries) return [...list, `[${length - list.length} more]`];
      list.push(this.value(value, parents));
    }
    return list;
  }

  #entries(entries: Iterable<readonly [unknown, unknown]>, parents: readonly object[], areReads = false): Plain {
    const object: Record<string, Plain> = {};
    let count = 0;
    for (const [key, value] of entries) {
      if (count++ >= limits.entries) {
        object['…'] = '[more]';
        break;
      }
      const name = typeof key === 'string' ? cut(key, 200) : String(this.value(key, parents));
      const read = areReads ? (value as () => unknown) : () => value;
      object[name] = isSecretKey(name) ? redacted : attempt(() => this.value(read(), parents), '[unreadable]');
    }
    return object;
  }
}
