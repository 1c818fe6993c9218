import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { processStat } from './process-stat';

describe.runIf(process.platform === 'linux')('what Linux says of a process', () => {
  it('is read behind its name, whatever that holds', async () => {
    const child = spawn('/bin/bash', ['-c', "printf ') Z 1 (' > /proc/self/comm; read -r"], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    try {
      await expect.poll(() => processStat(child.pid ?? 0)?.state).toBe('S');
      expect(processStat(child.pid ?? 0)).toMatchObject({ parent: process.pid, born: expect.stringMatching(/^\d+$/) });
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    expect(processStat(child.pid ?? 0)).toBeUndefined();
  });

  it('holds the processor time of all its threads', () => {
    const before = processStat(process.pid)?.processorTicks ?? Number.NaN;
    const until = process.cpuUsage().user + 50_000;
    while (process.cpuUsage().user < until);
    expect(processStat(process.pid)?.processorTicks).toBeGreaterThan(before);
  });
});
