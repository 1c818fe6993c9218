import type { LineFilterOp, Matcher, MatchOp } from '../logql/syntax';
import { containsFolded, equalsFolded } from './folded';
import { patternOf } from './patterns';
import { simplified, type TextTest } from './simplified';

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
function remembered(test: Test): Test {
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

/** As a label filter after the selector is matched, by Loki's own rules for regular expressions. */
export function filterMatch({ op, value }: Pick<Matcher, 'op' | 'value'>): Test {
  if (op === '=' || op === '!=') return wholeMatch({ op, value });
  return remembered(signed(op, regularTest(value, 'label')));
}

/** A line filter: one of the texts, or with a negative operator none. */
export function lineMatch(op: LineFilterOp, texts: readonly string[]): Test {
  const tests = texts.map(
    (text): Test => (op === '|=' || op === '!=' ? (line) => line.includes(text) : regularTest(text, 'line')),
  );
  const [only] = tests;
  return signed(op, tests.length === 1 && only !== undefined ? only : (line) => tests.some((test) => test(line)));
}

function signed(op: MatchOp | LineFilterOp, test: Test): Test {
  return op === '!=' || op === '!~' ? (text) => !test(text) : test;
}

function regularTest(pattern: string, of: 'label' | 'line'): Test {
  const texts = simplified(pattern, of);
  if (texts !== undefined) return textTest(texts);
  const { found } = patternOf(of === 'label' ? `^(?:${pattern})$` : pattern);
  return found;
}

function textTest(test: TextTest): Test {
  switch (test.kind) {
    case 'always':
      return () => true;
    case 'present':
      return (text) => text !== '';
    case 'equals':
      return test.fold ? (text) => equalsFolded(text, test.text) : (text) => text === test.text;
    case 'contains':
      return test.fold ? (text) => containsFolded(text, test.text) : (text) => text.includes(test.text);
    case 'any': {
      const tests = test.of.map(textTest);
      return (text) => tests.some((one) => one(text));
    }
  }
}
