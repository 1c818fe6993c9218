const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** What a string literal of LogQL stands for: "…" and '…' with Go's escapes, `…` as it is. Undefined if it is badly written. */
export function unquoted(literal: string): string | undefined {
  const quote = literal[0];
  const body = literal.slice(1, -1);
  if (quote === '`') return body.replaceAll('\r', '');
  if (body.includes('\n')) return undefined;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  const add = (text: string) => bytes.push(...encoder.encode(text));
  for (let i = 0; i < body.length; ) {
    const char = String.fromCodePoint(body.codePointAt(i) ?? 0);
    i += char.length;
    if (char !== '\\') {
      add(char);
      continue;
    }
    const letter = body[i++];
    if (letter === undefined) return undefined;
    if (letter === quote) add(letter);
    else if (simple[letter] !== undefined) add(simple[letter]);
    else {
      const length = { x: 2, u: 4, U: 8 }[letter];
      const digits = length === undefined ? body.slice(i - 1, i + 2) : body.slice(i, i + length);
      const well = length === undefined ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/;
      if (digits.length !== (length ?? 3) || !well.test(digits)) return undefined;
      const code = Number.parseInt(digits, length === undefined ? 8 : 16);
      i += length ?? 2;
      if (letter === 'u' || letter === 'U') {
        if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
        add(String.fromCodePoint(code));
      } else if (code > 255) return undefined;
      else bytes.push(code);
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
