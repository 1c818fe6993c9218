import { expect, test } from 'vitest';
import { spans } from '../testing/demo-catalogue';
import { boundedSpanName } from './span-name';

test('a declaration gives a few names, whatever gets into its attributes', () => {
  const names = Array.from({ length: 1_000 }, (_, n) =>
    boundedSpanName(spans.messageAttempt, { 'event.type': `t${n}` }),
  );

  expect(new Set(names).size).toBe(33);
  expect(names.at(-1)).toBe('handle _OTHER');
  expect(boundedSpanName(spans.messageAttempt, { 'event.type': 't0' })).toBe('handle t0');
});

test('a name without attributes is itself, and so is one whose attributes are missing', () => {
  expect(boundedSpanName(spans.orderPlace, {})).toBe('order place');
  expect(boundedSpanName(spans.messageAttempt, {})).toBe('handle {event.type}');
});
