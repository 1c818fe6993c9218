/**
 * A regular expression in which every dot says itself what it stands for: any character but a line break. What a bare dot is to
 * VictoriaLogs changes with how the expression is built.
 *
 * @returns undefined where flags in the expression have a say in it.
 */
export function withoutDots(pattern: string): string | undefined {
  let plain = '';
  for (let at = 0; at < pattern.length; ) {
    const rest = pattern.slice(at, at + 4);
    if (rest.startsWith('\\Q')) return undefined;
    if (/^\(\?[^:iP<]/.test(rest) || /^\(\?i[^:)]/.test(rest)) return undefined;
    const length = rest.startsWith('[') ? classLength(pattern, at) : rest.startsWith('\\') ? 2 : 1;
    const part = pattern.slice(at, at + length);
    plain += part === '.' ? '[^\\n]' : part;
    at += length;
  }
  return plain;
}

/** How long the class is that begins here. A bracket that comes first is one of its members. */
function classLength(pattern: string, from: number): number {
  const start = /^\[\^?\]?/.exec(pattern.slice(from, from + 3))?.[0].length ?? 1;
  for (let at = from + start; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern.startsWith('[:', at)) at = Math.max(at, pattern.indexOf(':]', at) + 1);
    else if (pattern[at] === ']') return at + 1 - from;
  }
  return pattern.length - from;
}
