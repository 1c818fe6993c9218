import type { Platform } from '@sightline/stack';

/** Resolves when the platform has ended: by Ctrl-C, by `sightline down`, with the terminal. */
export async function untilInterrupted(platform: Platform): Promise<void> {
  const stop = () => void platform.stop();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  await platform.ended;
}
