import { patternOf } from '../compiled-pattern';
import type { Matcher } from './syntax';

export type Test = (text: string) => boolean;

/** As labels of streams are matched: the whole value, `.` reaches over line breaks. */
export function wholeMatch({ op, value }: Pick<Matcher, 'op' | 'value'>): Test {
  switch (op) {
    case '=':
      return (text) => text === value;
    case '!=':
      return (text) => text !== value;
    case '=~':
      return remembered(positive(value));
    case '!~': {
      const matches = remembered(positive(value));
      return (text) => !matches(text);
    }
  }
}

function positive(pattern: string): Test {
  const { found } = patternOf(`^(?s:${pattern})$`);
  return found;
}

/** Labels take few values: each is tried once. */
export function remembered(test: Test): Test {
  const known = new Map<string, boolean>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      result = test(text);
      if (known.size < 1000) known.set(text, result);
    }
    return result;
  };
}
