/** What a string literal holds, or why it is none. */
export type StringReading = { readonly value: string } | { readonly problem: string };

const simpleEscapes: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };

/** The escapes of a fixed length: digits, their number, and their base. */
const codeEscapes: Readonly<Record<string, { readonly length: number; readonly base: 8 | 16 }>> = {
  x: { length: 2, base: 16 },
  u: { length: 4, base: 16 },
  U: { length: 8, base: 16 },
};

/**
 * Reads a PromQL string as Prometheus does (util/strutil/quote.go): double or single quotes with Go's escapes, or backticks with
 * none. `\x2f` and `\057` are bytes, which together must be UTF-8.
 */
export function readString(literal: string): StringReading {
  const reading = readBytes(literal);
  if ('problem' in reading) return reading;
  try {
    return { value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(reading.bytes) };
  } catch {
    return { problem: 'the escapes of the string give no UTF-8' };
  }
}

/** What a string literal of LogQL stands for: as in PromQL, but for bytes that are no UTF-8, and returns within backticks. Undefined if it is badly written. */
export function unquoted(literal: string): string | undefined {
  const reading = readBytes(literal);
  if ('problem' in reading) return undefined;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(reading.bytes);
  return literal.startsWith('`') ? text.replaceAll('\r', '') : text;
}

function readBytes(literal: string): { readonly bytes: Uint8Array } | { readonly problem: string } {
  const quote = literal[0];
  const body = literal.slice(1, -1);
  if (literal.length < 2 || literal.at(-1) !== quote) return { problem: 'the string has no end' };
  if (quote !== '`' && body.includes('\n')) return { problem: 'a string in quotes may not span lines' };
  if (quote === '`' || !body.includes('\\')) return { bytes: Buffer.from(body) };
  const bytes: number[] = [];
  for (let at = 0; at < body.length; ) {
    if (body[at] !== '\\') {
      const character = String.fromCodePoint(body.codePointAt(at) ?? 0);
      bytes.push(...Buffer.from(character));
      at += character.length;
      continue;
    }
    const escaped = readEscape(body.slice(at + 1, at + 10), quote ?? '"');
    if ('problem' in escaped) return escaped;
    bytes.push(...escaped.bytes);
    at += 1 + escaped.length;
  }
  return { bytes: Uint8Array.from(bytes) };
}

/** The text of a literal that is known to be one. */
export function unquote(literal: string): string {
  const reading = readString(literal);
  return 'value' in reading ? reading.value : literal;
}

/** One escape, after its backslash: the bytes it stands for, and how many characters it takes. */
function readEscape(
  text: string,
  quote: string,
): { readonly bytes: readonly number[]; readonly length: number } | { readonly problem: string } {
  const [kind = ''] = text;
  const simple = simpleEscapes[kind] ?? (kind === quote ? kind.charCodeAt(0) : undefined);
  if (simple !== undefined) return { bytes: [simple], length: 1 };
  const unknown = { problem: `\\${kind} is no escape of a PromQL string` };
  const octal = /^[0-7]{3}/.exec(text)?.[0];
  if (octal) {
    const byte = Number.parseInt(octal, 8);
    return byte <= 255 ? { bytes: [byte], length: 3 } : unknown;
  }
  const code = codeEscapes[kind];
  const digits = text.slice(1, 1 + (code?.length ?? 0));
  if (!code || digits.length < code.length || /[^\da-f]/i.test(digits)) return unknown;
  const point = Number.parseInt(digits, code.base);
  if (kind === 'x') return { bytes: [point], length: 3 };
  if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return unknown;
  return { bytes: [...Buffer.from(String.fromCodePoint(point))], length: 1 + code.length };
}
