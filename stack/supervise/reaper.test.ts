import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../repository';
import { eventually } from '../testing/eventually';
import { identityOf } from './process-identity';

/** A supervisor in small: two children watched by the reaper, of which the second was forgotten again. */
const script = `
const { spawn } = require('node:child_process');
const { Reaper } = require(${JSON.stringify(inRepository('stack', 'dist', 'supervise', 'reaper.js'))});
const reaper = new Reaper();
const child = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { detached: true, stdio: 'ignore' });
const [watched, forgotten] = [child(), child()];
reaper.watch(watched.pid);
reaper.watch(forgotten.pid);
reaper.forget(forgotten.pid);
console.log(JSON.stringify([watched.pid, forgotten.pid]));
setInterval(() => {}, 1e6);
`;

describe('the reaper', () => {
  it('ends what a killed supervisor has left, and only that', async () => {
    const supervisor = spawn(process.execPath, ['-e', script], { cwd: join(__dirname) });
    const [line] = await once(createInterface({ input: supervisor.stdout }), 'line');
    const [watched, forgotten] = JSON.parse(line) as [number, number];
    supervisor.kill('SIGKILL');
    await eventually('the end of the watched process', () => identityOf(watched) === undefined);
    expect(identityOf(forgotten)).toBeDefined();
    process.kill(forgotten, 'SIGKILL');
  });
});
