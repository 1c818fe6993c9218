import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { goTool } from '../install/go-tool';
import { inRepository } from '../repository';

const run = promisify(execFile);

export interface ComposeService {
  readonly image: string;
  readonly pull_policy?: string;
  readonly build?: { readonly target: string };
  readonly command: readonly string[] | null;
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly host_ip: string; readonly published: string; readonly target: number }[];
  readonly volumes?: readonly {
    readonly type: 'bind' | 'volume';
    readonly source: string;
    readonly target: string;
    readonly read_only?: boolean;
  }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: {
    readonly test: readonly string[];
    readonly interval?: string;
    readonly timeout?: string;
    readonly retries?: number;
  };
  readonly networks?: Readonly<Record<string, unknown>>;
  readonly mem_limit?: string;
  readonly cpu_shares?: number;
  readonly restart?: string;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
}

export interface ComposeProject {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

/**
 * What compose files mean, the later ones laid over the first: by `docker compose config` where that is, else by compose's own library.
 *
 * @throws with what the parser says, for example of a variable that is not set.
 */
export async function readProject(files: readonly string[], env: NodeJS.ProcessEnv): Promise<ComposeProject> {
  const [program, args] = (await hasDockerCompose())
    ? ['docker', ['compose', ...files.flatMap((file) => ['--file', file]), 'config', '--format', 'json']]
    : [await composePrint(), files];
  const { stdout } = await run(program, args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DOCKER_CONFIG: process.env.DOCKER_CONFIG, ...env },
  });
  return JSON.parse(stdout);
}

const hasDockerCompose = () =>
  run('docker', ['compose', 'version']).then(
    () => true,
    () => false,
  );

/** The program in `print/`. */
const composePrint = () =>
  goTool({
    name: 'compose-print',
    module: inRepository('stack', 'compose', 'print'),
    package: '.',
    remedy: 'install Go, or the compose plugin of Docker',
  });
