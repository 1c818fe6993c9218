import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LoadSettings, Watching } from './generate';
import type { LoadResult } from './load-result';
import type { FromGenerator, ToGenerator } from './messages';
import { newRunId } from './trace-context';

/** The generator's process ended without a result. */
export class GeneratorFailed extends Error {
  readonly code = 'GENERATOR_FAILED';
}

/**
 * Plays a profile in a process of its own. The signal stops it: the result then tells of what was sent until then.
 *
 * @throws {GeneratorFailed}
 */
export async function runLoad(
  { profile, ...settings }: Omit<LoadSettings, 'runId'>,
  { signal, onProgress }: Watching,
): Promise<LoadResult> {
  const generator = fork(join(__dirname, 'generator.js'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const tell = (message: ToGenerator) => void (generator.connected && generator.send(message));
  const stop = () => tell({ type: 'stop' });
  signal.addEventListener('abort', stop);
  try {
    return await new Promise<LoadResult>((resolve, reject) => {
      generator.on('message', (message: FromGenerator) => {
        if (message.type === 'progress') onProgress(message.progress);
        else resolve(message.result);
      });
      // What it said last may still be on its way when it has ended.
      Promise.all([once(generator, 'exit'), once(generator, 'disconnect')]).then(
        ([[code, by]]) => reject(new GeneratorFailed(`the load generator ended with ${by ?? code}`)),
        reject,
      );
      tell({ type: 'start', settings: { ...settings, runId: newRunId(), profile: profile.name } });
      if (signal.aborted) stop();
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
