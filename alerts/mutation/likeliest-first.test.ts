import { expect, it } from 'vitest';
import { LikeliestFirst } from './likeliest-first';

const [fires, resets, idle] = ['fires', 'resets', 'idle'].map((name) => ({ file: 'a.test.yml', name })) as [
  { file: string; name: string },
  { file: string; name: string },
  { file: string; name: string },
];

it('begins with the test that caught the last mistake in the same rule, then with what caught others, then with the cheap', () => {
  const tests = new LikeliestFirst([idle, fires, resets]);
  tests.learn(idle, 'HighCpu', { caught: false, milliseconds: 900 });
  tests.learn(fires, 'HighCpu', { caught: true, milliseconds: 500 });
  tests.learn(resets, 'HighMemory', { caught: true, milliseconds: 300 });
  expect(tests.order('HighCpu')).toEqual([fires, resets, idle]);
  expect(tests.order('HighMemory')).toEqual([resets, fires, idle]);
});
