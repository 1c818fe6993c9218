/** What can be had: an engine, or another set of programs that belong together. */
export interface Installable {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly installation: Installation;
}

/** How an engine's programs are had, as data. */
export interface Installation {
  /** Each program's path inside the installation folder. The first is the engine itself: `SIGHTLINE_<ENGINE>_BIN` points to it. */
  readonly programs: readonly [Program, ...Program[]];
  /** What to look for on PATH; the engine's own program unless said. */
  readonly onPath?: { readonly command: string; readonly folder: string };
  /** Which other versions will do; the same major and minor unless said. */
  readonly accepts?: (version: string) => boolean;
  /** Reads the version of what was found; asks the program with `--version` unless said. */
  readonly versionOf?: (folder: string) => string | undefined;
  /** What must be on the machine for it to run at all. */
  readonly runtime?: 'java';
  readonly release?: Release;
  readonly registry?: GoBuild | MavenArtifacts | NpmPackage;
}

export interface Program {
  readonly name: string;
  /** Relative to the installation folder. */
  readonly path: string;
}

export interface Platform {
  readonly os: 'linux' | 'darwin';
  readonly arch: 'amd64' | 'arm64';
}

/** An archive on the publisher's own site. */
export interface Release {
  archive(platform: Platform): string;
  /** The publisher's checksum file for that archive. */
  checksum(platform: Platform): string;
  readonly algorithm: 'sha256' | 'sha512';
  /** Leading folders of the archive's paths to drop. */
  readonly strip: 0 | 1;
  /** Paths inside the archive that get another name, for example `loki-linux-amd64`. */
  rename?(path: string): string;
}

/** A build from the Go module proxy, pinned by a committed go.mod and go.sum. */
export interface GoBuild {
  readonly kind: 'go';
  /** The folder that holds go.mod. */
  readonly module: string;
  /** The go.work under which several modules share one version of every library; a module alone unless said. */
  readonly workspace?: string;
  /** Of several builds that wait the lowest is next: the most wanted, then the quickest. */
  readonly rank: number;
  /** The version it makes, where that is not the release's. */
  readonly version?: string;
  /** The package of each program; several are compiled and linked together. */
  readonly packages: Readonly<Record<string, string>>;
  /** Variables set at link time, such as the version that a release build carries. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Jars from Maven Central, pinned by a committed pom.xml. */
export interface MavenArtifacts {
  readonly kind: 'maven';
  /** The folder that holds pom.xml. */
  readonly module: string;
  /** Where the jars go, relative to the installation folder. */
  readonly into: string;
  /** Whether what comes is one Spring Boot jar, to be turned into the jars it holds. */
  readonly explode?: boolean;
}

/** An npm package that came with `npm ci`. */
export interface NpmPackage {
  readonly kind: 'npm';
  /** The folder of the installed files, or nothing where this platform has no such package. */
  folder(): string | undefined;
}

/** The version that comes by one of the ways; nothing where there is no such way. */
export function versionBy(
  way: 'release' | 'registry',
  { version, installation }: { readonly version: string; readonly installation: Installation },
): string | undefined {
  const { registry } = installation;
  if (way === 'registry' && registry?.kind === 'go') return registry.version ?? version;
  return installation[way] && version;
}
