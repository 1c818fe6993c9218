/** Why it cannot be done here, where only root on Linux can. */
export const unlessRootOnLinux = (why: string): string | undefined =>
  process.platform === 'linux' && process.getuid?.() === 0 ? undefined : why;
