import { type Job, runTool } from '../install/tool';

/** @returns what it says on standard output, as lines. @throws with its last lines when it fails. */
export const docker = (args: readonly string[], options: Partial<Pick<Job, 'cwd' | 'env' | 'onLine'>> = {}) =>
  runTool('docker', { args, env: process.env, remedy, ...options });

const remedy = 'install Docker Engine 20.10 or newer with its compose plugin';

/** What of Docker this machine lacks to run a compose file, and what to do; nothing where it has all. */
export async function whatDockerLacks(): Promise<string | undefined> {
  const asked = (args: readonly string[]) =>
    docker(args).then(
      () => undefined,
      (error: Error) => error.message.trimEnd().split('\n').at(-1)?.trim() ?? '',
    );
  const engine = await asked(['version', '--format', '{{.Server.Version}}']);
  if (engine !== undefined) return `no Docker engine answers (${engine}): ${remedy}, and start it`;
  const compose = await asked(['compose', 'version']);
  if (compose !== undefined) return `the docker command has no compose plugin (${compose}): ${remedy}`;
  return undefined;
}
