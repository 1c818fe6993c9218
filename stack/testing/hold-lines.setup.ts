import fs from 'node:fs';
import { afterEach, beforeAll } from 'vitest';

/**
 * What the services that a test starts log goes to the standard output itself (their logger writes to its file descriptor): it
 * is held, and shown only when the test fails. What a test says on purpose, it says by `console`, which this leaves alone.
 */
const standardOutput = 1;
const mostHeld = 1000;

const held: string[] = [];
const write = fs.writeSync;

/** The logger's library asks for `fs.writeSync` each time it writes. */
const hold = (fd: number, text: unknown, ...rest: unknown[]): number => {
  if (fd !== standardOutput) return (write as (...all: unknown[]) => number)(fd, text, ...rest);
  held.push(String(text).trimEnd());
  if (held.length > mostHeld) held.shift();
  return Buffer.byteLength(String(text));
};

beforeAll(() => {
  fs.writeSync = hold as typeof fs.writeSync;
  return () => {
    fs.writeSync = write;
  };
});

afterEach(({ task }) => {
  if (task.result?.state === 'fail' && held.length > 0) {
    console.log(`What was logged until “${task.name}” failed:\n${held.join('\n')}`);
  }
  held.length = 0;
});
