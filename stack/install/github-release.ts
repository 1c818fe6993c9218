import type { Platform, Release } from './installation';

/** A release on GitHub: archives and one file with the checksums of them all. */
export const githubRelease = ({
  repository,
  tag,
  archive,
  checksums,
  strip,
}: {
  readonly repository: string;
  readonly tag: string;
  readonly archive: (platform: Platform) => string;
  readonly checksums: string;
  readonly strip: 0 | 1;
}): Release => {
  const at = (file: string) => `https://github.com/${repository}/releases/download/${tag}/${file}`;
  return { archive: (platform) => at(archive(platform)), checksum: () => at(checksums), algorithm: 'sha256', strip };
};
