import fs from 'node:fs';
import { afterEach, beforeAll } from 'vitest';

/**
 * What the services that a test starts log goes to the standard output itself (their logger writes to its file descriptor): it
 * is held, and shown only when the test fails. What a test says on purpose, it says by `console`, which this leaves alone.
 */
const standardOutput = 1;
const mostHeld = 1000;

const held: string[] = [];
type Write<Result> = (fd: number, text: unknown, ...rest: unknown[]) => Result;
const [writeSync, write] = [fs.writeSync as Write<number>, fs.write as Write<void>];

function hold(text: unknown): number {
  held.push(String(text).trimEnd());
  if (held.length > mostHeld) held.shift();
  return Buffer.byteLength(String(text));
}

const holdSync: Write<number> = (fd, text, ...rest) =>
  fd === standardOutput ? hold(text) : writeSync(fd, text, ...rest);

const holdAsync: Write<void> = (fd, text, ...rest) => {
  const done = rest.at(-1);
  if (fd !== standardOutput || typeof done !== 'function') return write(fd, text, ...rest);
  const written = hold(text);
  setImmediate(() => done(null, written, text));
};

// The logger's library asks for them each time it writes, before telemetry has started the one, afterwards the other.
beforeAll(() => {
  Object.assign(fs, { writeSync: holdSync, write: holdAsync });
  return () => {
    Object.assign(fs, { writeSync, write });
  };
});

afterEach(({ task }) => {
  if (task.result?.state === 'fail' && held.length > 0) {
    console.log(`What was logged until “${task.name}” failed:\n${held.join('\n')}`);
  }
  held.length = 0;
});
