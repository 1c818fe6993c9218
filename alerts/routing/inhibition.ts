import { inhibitRules } from '../compiler/inhibition';
import { testLabel } from './expected-route';

type Labels = Readonly<Record<string, string>>;

export interface Inhibition {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

/** What alertmanager.yml must hold for the SLOs. */
export const sloInhibitions = (): readonly Inhibition[] => inhibitRules([testLabel]);

/** Whether `source`, firing, holds `target` back. What both match is never held back by itself. */
export function inhibits(
  { source_matchers, target_matchers, equal }: Inhibition,
  source: Labels,
  target: Labels,
): boolean {
  return (
    source_matchers.every((matcher) => matches(matcher, source)) &&
    target_matchers.every((matcher) => matches(matcher, target)) &&
    equal.every((label) => (source[label] ?? '') === (target[label] ?? '')) &&
    !(
      target_matchers.every((matcher) => matches(matcher, source)) &&
      source_matchers.every((matcher) => matches(matcher, target))
    )
  );
}

/** A matcher as Alertmanager writes them: `name="text"`, `!=`, `=~`, `!~`. A label that is not there is empty. */
export function matches(matcher: string, labels: Labels): boolean {
  const [, name = '', operator = '', quoted = ''] = /^(\w+)(=~|!~|!=|=)("(?:[^"\\]|\\.)*")$/.exec(matcher) ?? [];
  if (!name) throw new Error(`${matcher} is no matcher`);
  const wanted = JSON.parse(quoted) as string;
  const value = labels[name] ?? '';
  const isMatch = operator.includes('~') ? new RegExp(`^(?:${wanted})$`).test(value) : value === wanted;
  return operator.startsWith('!') ? !isMatch : isMatch;
}
