import type { CompareOp, LabelFilter } from '@sightline/promql/logql';
import { byteSize, goDuration } from '@sightline/promql/logql';
import { goQuoted } from '../labels/go-text';
import { filterMatch } from '../matching/matcher';
import { goFloat } from './go-float';
import type { LineStage } from './line';

/** Why a value that is no number, duration or size is none, in the words Loki passes on. */
export const unreadable = {
  number: (value: string) => `strconv.ParseFloat: parsing ${goQuoted(value)}: invalid syntax`,
  duration: (value: string) => {
    const unit = /^[+-]?(?:[\d.]+(?:ns|us|µs|μs|ms|s|m|h))*[\d.]+([^\d.]*)/.exec(value)?.[1];
    if (unit === undefined) return `time: invalid duration ${goQuoted(value)}`;
    if (unit === '') return `time: missing unit in duration ${goQuoted(value)}`;
    return `time: unknown unit ${goQuoted(unit)} in duration ${goQuoted(value)}`;
  },
  bytes: (value: string) => {
    const digits = /^[\d.,]*/.exec(value)?.[0] ?? '';
    return /^(?:\d+(?:\.\d*)?|\.\d+)$/.test(digits.replaceAll(',', ''))
      ? `unhandled size name: ${value.slice(digits.length).trim().toLowerCase()}`
      : unreadable.number(digits);
  },
};

/** A label's value as a number: of nanoseconds, of bytes. Undefined: it is none. */
export const readAs: Readonly<Record<'number' | 'duration' | 'bytes', (value: string) => number | undefined>> = {
  number: goFloat,
  duration: goDuration,
  bytes: byteSize,
};

const compare: Readonly<Record<CompareOp, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

export function labelFilterStage(filter: LabelFilter): LineStage {
  switch (filter.kind) {
    case 'matches': {
      const { label } = filter.matcher;
      const matches = filterMatch(filter.matcher);
      if (label === '__error__') return ({ labels }) => matches(labels.error);
      return ({ labels }) => matches(labels.get(label) ?? '');
    }
    case 'compares': {
      const { label, as, op, value } = filter;
      return ({ labels }) => {
        const text = labels.get(label);
        if (text === undefined) return false;
        const number = readAs[as](text);
        if (number !== undefined) return compare[op](number, value);
        // A line that cannot be compared stays, marked: so that somebody sees it.
        if (labels.error === '') labels.fail('LabelFilterErr', unreadable[as](text));
        return true;
      };
    }
    case 'and': {
      const [left, right] = [labelFilterStage(filter.left), labelFilterStage(filter.right)];
      return (line) => {
        const first = left(line);
        return right(line) && first;
      };
    }
    case 'or': {
      const [left, right] = [labelFilterStage(filter.left), labelFilterStage(filter.right)];
      return (line) => left(line) || right(line);
    }
  }
}

/** The labels a filter asks for. */
export function labelsOfFilter(filter: LabelFilter): readonly string[] {
  if (filter.kind === 'matches') return [filter.matcher.label];
  if (filter.kind === 'compares') return [filter.label];
  return [...labelsOfFilter(filter.left), ...labelsOfFilter(filter.right)];
}
