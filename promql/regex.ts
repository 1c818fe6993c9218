import { compiled } from './compiled-pattern';

/** What RE2, the regular expressions of Prometheus, minds about a pattern; undefined when it takes it. */
export function regexProblem(pattern: string): { readonly reason: string; readonly hint: string } | undefined {
  try {
    compiled(pattern);
    return undefined;
  } catch (error) {
    const construct = /\(\?(?:<?[=!]|>)|\\[1-9]/.exec(pattern)?.[0];
    return construct
      ? {
          reason: `RE2, the regular expressions of Prometheus, knows no ${construct}`,
          hint: 'RE2 looks neither ahead nor behind and has no back-references: leave values out with a second matcher, label!~"...".',
        }
      : { reason: `no regular expression: ${(error as Error).message}`, hint: 'Write it in the syntax of RE2.' };
  }
}

/** Whether a label value matches as Prometheus does it: the whole of it, and a dot is any character. */
export const matchesRegex = (pattern: string, value: string): boolean => compiled(`(?s:${pattern})`).matches(value);
