/** Waits for work, and so long at most; what comes of it later, or that it failed, is nobody's business any more. */
export function within(limitMs: number, work: Promise<unknown> | undefined): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, limitMs);
    const done = () => {
      clearTimeout(limit);
      resolve();
    };
    Promise.resolve(work).then(done, done);
  });
}
