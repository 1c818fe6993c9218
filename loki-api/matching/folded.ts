import { loweredRune } from '../labels/go-text';

/**
 * Whether a text holds another, small letters or not, as Loki looks: character by character, the first one by its first byte, of which
 * only letters of ASCII have two forms.
 *
 * @param small in small letters.
 */
export function containsFolded(text: string, small: string): boolean {
  const wanted = [...small];
  const first = firstByte(wanted[0] ?? '');
  for (let at = 0; at < text.length; at++)
    if (firstByte(text.slice(at, at + 2)) === first && startsFolded(text, at, wanted)) return true;
  return false;
}

export const equalsFolded = (text: string, small: string): boolean =>
  Buffer.byteLength(text) === Buffer.byteLength(small) && containsFolded(text, small);

function startsFolded(text: string, from: number, wanted: readonly string[]): boolean {
  let at = from;
  for (const rune of wanted) {
    const code = text.codePointAt(at);
    if (code === undefined) return false;
    const there = String.fromCodePoint(code);
    if (loweredRune(there) !== rune) return false;
    at += there.length;
  }
  return true;
}

/** Of UTF-8, an ASCII letter as a small one. -1 within a character. */
function firstByte(text: string): number {
  const code = text.codePointAt(0) ?? 0;
  if (code >= 0x41 && code <= 0x5a) return code + 0x20;
  if (code < 0x80) return code;
  if (code < 0x800) return 0xc0 | (code >> 6);
  if (code >= 0xdc00 && code < 0xe000) return -1;
  return code < 0x10000 ? 0xe0 | (code >> 12) : 0xf0 | (code >> 18);
}
