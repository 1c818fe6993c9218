import { type SpawnOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Reaper } from '../supervise/reaper';
import { yieldProcessor } from '../supervise/yield-processor';

/** A compiler or package manager that this machine does not have; the message says what would do instead. */
export class ToolMissing extends Error {
  readonly code = 'TOOL_MISSING';
}

export class ToolFailed extends Error {
  readonly code = 'TOOL_FAILED';
}

export interface Job {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** What to install when the tool is not there. */
  readonly remedy: string;
  readonly onLine?: (line: string) => void;
  /** Whether others' processor time comes before the tool's. */
  readonly yields?: true;
  /** Ends the tool early. */
  readonly signal?: AbortSignal;
}

const keptLines = 20;

/**
 * Runs a tool to its end. Should this process end first, whatever the way, the tool and all it has started end with it.
 *
 * @returns what it wrote to standard output, as lines.
 * @throws {ToolMissing} when it is not on PATH. @throws {ToolFailed} with its last lines.
 */
export async function runTool(
  tool: string,
  { args, cwd, env, remedy, onLine, yields, signal }: Job,
): Promise<string[]> {
  signal?.throwIfAborted();
  const options: SpawnOptions = { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...(cwd ? { cwd } : {}) };
  const child = spawn(tool, args, options);
  const reaper = new Reaper();
  if (child.pid) reaper.watch(child.pid);
  if (child.pid && yields) void yieldProcessor(child.pid);
  // Closed while it watches, the reaper ends the tool.
  const abort = () => reaper.close();
  signal?.addEventListener('abort', abort);
  const output: string[] = [];
  const last: string[] = [];
  const read = (stream: NodeJS.ReadableStream | null, keep: string[] | undefined) => {
    if (!stream) return;
    createInterface({ input: stream }).on('line', (line) => {
      keep?.push(line);
      last.push(line);
      if (last.length > keptLines) last.shift();
      onLine?.(line);
    });
  };
  read(child.stdout, output);
  read(child.stderr, undefined);
  const ended = new Promise<string[]>((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'ENOENT' ? new ToolMissing(`no ${tool} on PATH: ${remedy}`, { cause }) : cause),
    );
    child.once('close', (code, signal) =>
      code === 0
        ? resolve(output)
        : reject(
            new ToolFailed([`${tool} ${args[0]} ended with ${signal ?? `exit code ${code}`}:`, ...last].join('\n    ')),
          ),
    );
  });
  return ended.finally(() => {
    signal?.removeEventListener('abort', abort);
    if (child.pid) reaper.forget(child.pid);
    reaper.close();
  });
}
