import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { inRepository } from '../repository';
import { eventually } from '../testing/eventually';
import { identityOf } from './process-identity';

const leadGroup = JSON.stringify(inRepository('stack', 'dist', 'supervise', 'lead-group.js'));
const idle = 'setInterval(() => {}, 1e6)';

/** Starts a child, as a test run starts its runners, and tells who it is and who the child is. */
const head = (then: string) => `
const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ['-e', ${JSON.stringify(idle)}], { stdio: 'ignore' });
setImmediate(() => console.log(JSON.stringify([process.pid, child.pid])));
${then}`;

/** Leads it, for a parent of its own. */
const lead = (then: string) => `
const { leadGroup, startedBy } = require(${leadGroup});
leadGroup(process.execPath, ['-e', ${JSON.stringify(head(then))}], { for: startedBy() })
  .then((code) => { process.exitCode = code; });`;

let led: readonly number[] = [];

/** @returns the process that leads, or that started what does. */
async function start(script: string): Promise<ChildProcess> {
  const leader = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: leader.stdout }), 'line');
  led = JSON.parse(line) as number[];
  return leader;
}

const allGone = () => eventually('the end of all', () => led.every((pid) => identityOf(pid) === undefined));

afterEach(() => {
  for (const pid of led)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended, as it should.
    }
});

describe('a group that is led', () => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends with its leader, by %s', async (signal) => {
    const leader = await start(lead(idle));
    expect(led.every((pid) => identityOf(pid) !== undefined)).toBe(true);
    leader.kill(signal);
    await allGone();
  });

  it('ends when its head is killed, and its leader says how', async () => {
    const leader = await start(lead(idle));
    const ended = once(leader, 'exit');
    process.kill(led[0] as number, 'SIGKILL');
    await allGone();
    expect(await ended).toEqual([128 + 9, null]);
  });

  it('leaves nothing behind when its head ends by itself, and its leader has the exit code', async () => {
    const leader = await start(lead('setTimeout(() => process.exit(3), 50)'));
    const ended = once(leader, 'exit');
    await allGone();
    expect(await ended).toEqual([3, null]);
  });

  it('may put itself in order when it is told to stop', async () => {
    const leader = await start(lead(`process.on('SIGTERM', () => process.exit(7)); ${idle}`));
    const ended = once(leader, 'exit');
    leader.kill('SIGTERM');
    expect(await ended).toEqual([7, null]);
    await allGone();
  });

  it.each([
    ['by itself', 'process.execPath, ['],
    // As npm does: a shell that waits for it lies between them.
    ['by a shell', "'/bin/sh', ['-c', '\"$0\" \"$@\"; exit', process.execPath, "],
  ])('ends with the program that has started its leader %s', async (_, command) => {
    const npm = await start(`
require('node:child_process').spawn(${command}'-e', ${JSON.stringify(lead(idle))}], { stdio: 'inherit' });
${idle}`);
    npm.kill('SIGKILL');
    await allGone();
  });
});
