import { type ChildProcess, spawn } from 'node:child_process';

/** Longer than whoever asks for one needs it: should he end without a word, it ends, too. */
const mostMs = 10 * 60_000;

/** A process that wants a processor all the time, in a session of its own, as somebody else's would be. */
export const busyLoop = (): ChildProcess =>
  spawn(process.execPath, ['-e', `for (const end = Date.now() + ${mostMs}; Date.now() < end; );`], {
    detached: true,
    stdio: 'ignore',
  });
