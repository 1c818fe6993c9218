import {
  type LineFilterOp,
  type Matcher,
  type MatchOp,
  patternOf,
  remembered,
  type Test,
  wholeMatch,
} from '@sightline/promql/logql';
import { containsFolded, equalsFolded } from './folded';
import { simplified, type TextTest } from './simplified';

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
