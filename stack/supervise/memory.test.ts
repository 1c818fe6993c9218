import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { residentMemory } from './memory';

const grown = spawn(process.execPath, [
  '-e',
  `const child = require('node:child_process').spawn(process.execPath,
     ['-e', 'const kept = Buffer.alloc(80e6, 1); console.log("grown"); setInterval(() => kept, 1e6)'], { stdio: 'inherit' });
   process.on('SIGTERM', () => { child.kill(); process.exit(); });`,
]);
afterEach(() => grown.kill());

it('counts the memory of a process with that of its children', async () => {
  await once(grown.stdout, 'data');
  const pid = grown.pid ?? 0;
  expect(residentMemory([pid]).get(pid)).toBeGreaterThan(80e6);
});

it('gives nothing for a process that is gone', () => {
  expect(residentMemory([999_999_999]).get(999_999_999)).toBe(0);
});
