const digestLength = { sha256: 64, sha512: 128 } as const;

/**
 * The digest a publisher's checksum file gives for an archive. Understands the three forms in use: `<digest>  <file>` lines
 * (Prometheus, Grafana Labs), a digest alone (Grafana), and `<file>: AAAA BBBB ...` over several lines (Apache).
 */
export function digestIn(
  checksums: string,
  { file, algorithm }: { file: string; algorithm: 'sha256' | 'sha512' },
): string | undefined {
  const digest = new RegExp(`^[0-9a-f]{${digestLength[algorithm]}}$`, 'i');
  const lines = checksums.split('\n').map((line) => line.trim().split(/\s+/));
  const named = lines.find(([value = '', name = '']) => digest.test(value) && name.replace(/^[*]|^\.\//, '') === file);
  const alone = lines.length <= 2 && lines[0]?.length === 1 ? lines[0] : undefined;
  const spread = checksums.startsWith(`${file}:`) ? checksums.slice(file.length + 1).replace(/\s/g, '') : undefined;
  const value = named?.[0] ?? alone?.[0] ?? spread;
  return value && digest.test(value) ? value.toLowerCase() : undefined;
}
