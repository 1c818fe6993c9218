import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { endLeftovers } from './leftovers';
import { identityOf, type ProcessIdentity } from './process-identity';
import type { SupervisorState } from './state';

const stateWith = (identity: ProcessIdentity) =>
  ({ components: [{ name: 'kafka', process: identity }] }) as unknown as SupervisorState;

const start = () => {
  const { pid = 0 } = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], {
    detached: true,
    stdio: 'ignore',
  });
  return identityOf(pid) ?? { pid: 0, born: '' };
};

it('ends what an earlier supervisor wrote down, and names it', async () => {
  const left = start();
  expect(await endLeftovers(stateWith(left))).toEqual(['kafka']);
  expect(identityOf(left.pid)).toBeUndefined();
});

it('spares another process that has got the same id', async () => {
  const other = start();
  expect(await endLeftovers(stateWith({ ...other, born: '1' }))).toEqual([]);
  expect(identityOf(other.pid)).toEqual(other);
  process.kill(other.pid, 'SIGKILL');
});
