import type { Matcher, RE2JS } from 're2js';

/** What Go makes of a replacement: `$1`, `${name}` and `$name` stand for groups, `$$` for a dollar. A name is as long as it can be. */
export function expanded(replacement: string, matcher: Matcher, names: Readonly<Record<string, number>>): string {
  return replacement.replace(/\$(?:(\$)|\{(\w+)\}|(\w+))/g, (_, dollar?: string, braced?: string, bare?: string) => {
    if (dollar !== undefined) return '$';
    const name = braced ?? bare ?? '';
    const group = /^\d+$/.test(name) ? Number(name) : names[name];
    if (group === undefined || group > matcher.groupCount()) return '';
    return matcher.group(group) ?? '';
  });
}

export function replacedAll(pattern: RE2JS, text: string, replacement: string): string {
  const names = pattern.namedGroups() as Readonly<Record<string, number>>;
  const matcher = pattern.matcher(text);
  let [done, result] = [0, ''];
  while (matcher.find()) {
    result += text.slice(done, matcher.start()) + expanded(replacement, matcher, names);
    done = matcher.end();
  }
  return result + text.slice(done);
}
