import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identityOf, isSame, type ProcessIdentity } from '../supervise/process-identity';

/**
 * Runs `work` while holding the lock file: one process at a time. The lock of a process that is gone is taken over.
 *
 * @throws {AbortError} when the signal ends the wait.
 */
export async function withLock<T>(
  file: string,
  { onWait, pollMs = 500, signal }: { onWait?: (holder: number) => void; pollMs?: number; signal?: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  while (!hold(file)) {
    const holder = holderIn(read(file));
    if (holder) onWait?.(holder.pid);
    await delay(pollMs, undefined, signal && { signal });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Takes the lock if it is free, or held by nobody who lives. */
function hold(file: string): boolean {
  if (take(file)) return true;
  const found = read(file);
  if (found === undefined) return take(file);
  const holder = holderIn(found);
  return holder && isSame(holder) ? false : takeOver(file, found);
}

/**
 * Takes over a lock whose holder is gone. Several may have found it so, and one that waited for its turn must not remove the lock
 * of who came before it: only who holds a second lock, named for what was `found`, may replace it, and only while it is still that.
 */
export function takeOver(file: string, found: string): boolean {
  const turn = `${file}.after-${createHash('sha256').update(found).digest('hex').slice(0, 12)}`;
  if (!hold(turn)) return false;
  try {
    if (read(file) !== found) return false;
    const draft = written(file);
    renameSync(draft, file);
    return true;
  } finally {
    rmSync(turn, { force: true });
  }
}

/** The file appears with its content in one step, so that nobody takes a lock being written for an abandoned one. */
function take(file: string): boolean {
  const draft = written(file);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Who we are, in a file beside the lock. */
function written(file: string): string {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(identityOf(process.pid)));
  return draft;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function holderIn(text: string | undefined): ProcessIdentity | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as ProcessIdentity);
  } catch {
    return undefined;
  }
}
