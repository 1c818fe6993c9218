import { expect, it } from 'vitest';
import { addresses } from '../addresses';
import { portOffsetBeside, portOffsetsBeside } from './ports-beside';
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
  expect(portsOf(beside)).toEqual(portsOf({ SIGHTLINE_PORT_OFFSET: portOffsetBeside('disturbed', env) }));
});

it('has all platforms of a run on ports of their own', () => {
  const env = { SIGHTLINE_PORT_OFFSET: '10000' };
  const offsets = ['10000', ...portOffsetsBeside(env)];
  // What is at its usual ports is a person's.
  const ports = ['0', ...offsets].flatMap((SIGHTLINE_PORT_OFFSET) => portsOf({ SIGHTLINE_PORT_OFFSET }));
  expect(ports.filter((port, index) => ports.indexOf(port) !== index)).toEqual([]);
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
