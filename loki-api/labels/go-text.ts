/** Texts as Go treats them, where JavaScript has its own opinion. */

const space = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Every such space is one unit of UTF-16. */
export function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && space.test(text[from] as string)) from++;
  while (to > from && space.test(text[to - 1] as string)) to--;
  return text.slice(from, to);
}

/** Character by character: ß has no capital of its own, and İ becomes i. */
export function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : [...text].map(loweredRune).join('');
}

export function loweredRune(rune: string): string {
  const lower = rune.toLowerCase();
  return String.fromCodePoint(lower.codePointAt(0) ?? 0);
}

export function raised(text: string): string {
  const upper = text.toUpperCase();
  return upper.length === text.length ? upper : [...text].map(raisedRune).join('');
}

export function raisedRune(rune: string): string {
  const upper = rune.toUpperCase();
  return [...upper].length === 1 ? upper : rune;
}

/** The one small letter that stands for all forms of a letter: that of the form which comes first in Unicode. */
export function foldedRune(rune: string): string {
  const forms = [
    rune,
    loweredRune(rune),
    raisedRune(rune),
    loweredRune(raisedRune(rune)),
    raisedRune(loweredRune(rune)),
  ];
  const first = forms.reduce((a, b) => ((b.codePointAt(0) ?? 0) < (a.codePointAt(0) ?? 0) ? b : a));
  return loweredRune(first);
}

/** Each word with a capital. Words are set apart by spaces, and by what of ASCII is neither letter, digit nor underscore. */
export function titled(text: string): string {
  let isStart = true;
  return [...text]
    .map((rune) => {
      const shown = isStart ? raisedRune(rune) : rune;
      isStart = rune < '\u0080' ? !/\w/.test(rune) : space.test(rune);
      return shown;
    })
    .join('');
}

const named: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** In double quotes; what cannot be printed is escaped. */
export function goQuoted(text: string): string {
  const shown = text.replace(/[\\"]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (rune) => {
    const known = named[rune];
    if (known !== undefined) return known;
    const code = rune.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    if (code < 0x20 || code === 0x7f) return `\\x${digits.padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
  });
  return `"${shown}"`;
}
