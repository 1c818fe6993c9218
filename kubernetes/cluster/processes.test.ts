import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@sightline/stack';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Part } from './part';
import { Processes } from './processes';

const folder = mkdtempSync(join(tmpdir(), 'sightline-processes-'));
const reports: string[] = [];
const processes = () =>
  new Processes({ log: (name) => join(folder, `${name}.log`), report: (line) => reports.push(line) });
let running = processes();
afterEach(async () => {
  await running.stop();
  running = processes();
  reports.length = 0;
});
afterAll(() => rmSync(folder, { recursive: true }));

const server = (port: number, more = '') =>
  `require('http').createServer((request, answer) => { ${more} answer.end(String(process.pid)); }).listen(${port}, '127.0.0.1')`;
const part = (name: string, script: string, port: number): Part => ({
  name,
  program: process.execPath,
  args: ['-e', script],
  ready: { url: `http://127.0.0.1:${port}/` },
});
const ask = async (port: number, path = '') => {
  const response = await fetch(`http://127.0.0.1:${port}/${path}`, { signal: AbortSignal.timeout(2_000) });
  return response.text();
};

describe('the processes of a cluster', () => {
  it('are waited for until they answer', async () => {
    const port = await freePort();
    await running.start(part('slow', `setTimeout(() => { ${server(port)} }, 300)`, port));
    expect(Number(await ask(port))).toBeGreaterThan(0);
  });

  it('that end before they are ready are told with their last words, and where all of them are', async () => {
    const port = await freePort();
    const failing = running.start(part('failing', "console.error('no such flag'); process.exit(3)", port));
    await expect(failing).rejects.toThrow(/^failing ended with exit code 3\. [\s\S]*failing\.log[\s\S]*no such flag/);
    expect(readFileSync(join(folder, 'failing.log'), 'utf8')).toContain('no such flag');
  });

  it('that cannot be run at all are told', async () => {
    const absent = { ...part('absent', '', 1), program: join(folder, 'absent') };
    await expect(running.start(absent)).rejects.toThrow('absent could not be run');
  });

  it('are started again when they end by themselves', async () => {
    const port = await freePort();
    await running.start(part('mortal', server(port, "if (request.url === '/die') process.exit(1);"), port));
    const first = await ask(port);
    await ask(port, 'die').catch(() => {});
    await expect.poll(() => ask(port).catch(() => first)).not.toBe(first);
    expect(reports).toEqual([expect.stringContaining('mortal ended by itself')]);
  });

  it('are all gone after a stop, one that hears nothing among them', async () => {
    const port = await freePort();
    await running.start(part('stubborn', `process.on('SIGTERM', () => {}); ${server(port)}`, port));
    const pid = Number(await ask(port));
    await running.stop();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
