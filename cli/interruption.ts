const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Lets work end in order when somebody presses Ctrl-C; a second time ends the process as usual. */
export function interruption(): { readonly signal: AbortSignal; end(): void } {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  for (const signal of signals) process.once(signal, interrupt);
  return {
    signal: interrupted.signal,
    end: () => {
      for (const signal of signals) process.removeListener(signal, interrupt);
    },
  };
}
