import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { inRepository } from '../repository';
import { identityOf } from '../supervise/process-identity';
import { eventually } from '../testing/eventually';
import { runTool } from './tool';

const env = process.env;

it('gives what a tool wrote to its output', async () => {
  expect(await runTool('sh', { args: ['-c', 'echo one; echo two; echo noise >&2'], env, remedy: '' })).toEqual([
    'one',
    'two',
  ]);
});

it('says what to install when there is no such tool', async () => {
  const running = runTool('no-such-go', { args: ['build'], env, remedy: 'install Go 1.21 or later' });
  await expect(running).rejects.toThrow('no no-such-go on PATH: install Go 1.21 or later');
});

it('shows the last words of a tool that failed', async () => {
  const running = runTool('sh', { args: ['-c', 'echo undefined: x >&2; exit 2'], env, remedy: '' });
  await expect(running).rejects.toThrow(/sh -c ended with exit code 2:\s+undefined: x/);
});

it('leaves no tool running when its own process is killed', async () => {
  const script = `require(${JSON.stringify(inRepository('stack', 'dist', 'install', 'tool.js'))})
    .runTool('sh', { args: ['-c', 'echo $$; sleep 1000'], env: process.env, remedy: '', onLine: console.log })`;
  const runner = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(runner.stdout, 'data');
  const tool = Number(line);
  expect(identityOf(tool)).toBeDefined();
  runner.kill('SIGKILL');
  await eventually('the end of the tool', () => identityOf(tool) === undefined);
});

it('ends a tool that is no longer wanted', async () => {
  const unwanted = new AbortController();
  const onLine = () => unwanted.abort();
  const running = runTool('sh', {
    args: ['-c', 'echo up; sleep 1000'],
    env,
    remedy: '',
    onLine,
    signal: unwanted.signal,
  });
  await expect(running).rejects.toThrow('ended with SIGTERM');
});
