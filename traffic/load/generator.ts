import { generate } from './generate';
import type { FromGenerator, ToGenerator } from './messages';
import { profileNamed } from './profiles';

/** The generator's process: apart from the terminal, so that drawing delays no request. It ends with its parent. */
const stopping = new AbortController();
const tell = (message: FromGenerator) => void (process.connected && process.send?.(message));

// Ctrl-C reaches the whole process group; the parent says when to stop, and waits for the result.
process.on('SIGINT', () => {});
process.on('disconnect', () => stopping.abort());
process.on('message', async (message: ToGenerator) => {
  if (message.type === 'stop') return stopping.abort();
  const result = await generate(
    { ...message.settings, profile: profileNamed(message.settings.profile) },
    { signal: stopping.signal, onProgress: (progress) => tell({ type: 'progress', progress }) },
  );
  // The result of a long run is more than the channel takes at once: who leaves before it is written takes the rest along.
  if (process.connected) process.send?.({ type: 'result', result } satisfies FromGenerator, () => process.disconnect());
});
