import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { gathered } from './gathered';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const handedOver: string[] = [];
const stream = gathered((lines) => handedOver.push(lines.toString()));
beforeEach(() => handedOver.splice(0));

it('hands over together what comes within 50 ms', () => {
  stream.write('one\n');
  vi.advanceTimersByTime(49);
  stream.write('two\n');
  expect(handedOver).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(handedOver).toEqual(['one\ntwo\n']);
  vi.advanceTimersByTime(1000);
  stream.write('three\n');
  vi.advanceTimersByTime(50);
  expect(handedOver).toEqual(['one\ntwo\n', 'three\n']);
});

it('does not wait with much', () => {
  stream.write('x'.repeat(300_000));
  expect(handedOver).toHaveLength(1);
});

it('hands over whole characters', () => {
  stream.write('Grüße, 世界 😀\n');
  stream.flush();
  expect(handedOver).toEqual(['Grüße, 世界 😀\n']);
});

it('hands over at once when it is asked to, and nothing when nothing waits', () => {
  stream.write('one\n');
  stream.flush();
  stream.flush();
  vi.advanceTimersByTime(1000);
  expect(handedOver).toEqual(['one\n']);
});
