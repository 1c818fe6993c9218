import { expect, it } from 'vitest';
import { addresses } from '../addresses';
import { besideEnvironment, together } from './test-live';

const portsOf = (env: NodeJS.ProcessEnv) => Object.values(addresses(env).ports);

it('has the platform that is disturbed in a home and on ports that no other has', () => {
  const env = {
    SIGHTLINE_HOME: '/homes/test',
    SIGHTLINE_PORT_OFFSET: '10000',
    SIGHTLINE_PORT_ORDER: '7',
    PATH: '/bin',
  };
  const beside = besideEnvironment(env);
  expect(beside).toMatchObject({ PATH: '/bin', SIGHTLINE_HOME: expect.stringMatching(/^\/homes\/test\/./) });
  // What is at its usual ports is a person's.
  const taken = new Set([...portsOf(env), ...portsOf({})]);
  expect(portsOf(beside).filter((port) => taken.has(port))).toEqual([]);
});

it('counts two runs side by side as one', () => {
  const failure = { test: 'a', reason: 'b' };
  expect(
    together([
      { passed: 3, failed: 0, skipped: 1 },
      { passed: 2, failed: 1, skipped: 0, failures: [failure], flaky: [failure] },
    ]),
  ).toEqual({ passed: 5, failed: 1, skipped: 1, failures: [failure], flaky: [failure] });
});

it('counts a name that no test has as a failure', () => {
  const none = { passed: 0, failed: 0, skipped: 0 };
  expect(together([none, none])).toMatchObject({ failed: 1 });
});
