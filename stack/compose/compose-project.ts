import { withoutPorts } from '../addresses';
import { docker } from './docker';

export interface ComposeProjectOptions {
  readonly name: string;
  readonly files: readonly string[];
  /** In place of the `.env` beside the first file. */
  readonly envFile: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What `docker inspect` says of a container, as far as it is read. */
export interface Container {
  readonly Config: { readonly User: string; readonly Labels: Readonly<Record<string, string>> };
  readonly State: { readonly Status: string; readonly ExitCode: number; readonly Health?: { readonly Status: string } };
  readonly HostConfig: {
    readonly CapAdd: readonly string[] | null;
    readonly CapDrop: readonly string[] | null;
    readonly Memory: number;
    readonly Privileged: boolean;
    readonly ReadonlyRootfs: boolean;
    readonly SecurityOpt: readonly string[] | null;
  };
  readonly Mounts: readonly { readonly Type: string; readonly Source: string; readonly RW: boolean }[];
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[] | null>>;
  };
}

/** A platform under compose, by its name. */
export class ComposeProject {
  constructor(private readonly options: ComposeProjectOptions) {}

  /** `docker compose <args>` @throws with its last lines when it fails. */
  run(...args: readonly string[]): Promise<string[]> {
    const { name, files, envFile, env } = this.options;
    const those = files.flatMap((file) => ['--file', file]);
    return docker(['compose', '--project-name', name, '--env-file', envFile, ...those, ...args], {
      // The environment goes before the file.
      env: { ...withoutPorts(process.env), ...env },
    });
  }

  /**
   * Starts what does not run, and resolves when all is healthy.
   *
   * @throws with the last lines of what is not, for the parts of a test run elsewhere.
   */
  async up(): Promise<void> {
    try {
      await this.run('up', '--detach', '--wait', '--no-build', '--no-recreate');
    } catch (error) {
      const unwell = [...(await this.containers())].filter(([, { State }]) => !isWell(State)).map(([name]) => name);
      const logs = unwell.length > 0 ? await this.run('logs', '--no-color', '--tail', '15', ...unwell) : [];
      throw new Error([(error as Error).message, ...logs].join('\n'), { cause: error });
    }
  }

  /** Its containers by the names of their services, also those that have ended. */
  async containers(): Promise<ReadonlyMap<string, Container>> {
    const ids = await this.#ids('ps', '--all');
    if (ids.length === 0) return new Map();
    const all: Container[] = JSON.parse((await docker(['inspect', ...ids])).join('\n'));
    return new Map(all.map((container) => [container.Config.Labels['com.docker.compose.service'] ?? '', container]));
  }

  /** The ids of everything in the engine that belongs to it. */
  async leftovers(): Promise<string[]> {
    return [
      ...(await this.#ids('ps', '--all')),
      ...(await this.#ids('network', 'ls')),
      ...(await this.#ids('volume', 'ls')),
    ];
  }

  #ids(...args: readonly string[]): Promise<string[]> {
    return docker([...args, '--quiet', '--filter', `label=com.docker.compose.project=${this.options.name}`]);
  }
}

/** Runs, and is healthy where it says how it is. */
export const isWell = ({ Status, Health }: Container['State']) =>
  Status === 'running' && (Health === undefined || Health.Status === 'healthy');
