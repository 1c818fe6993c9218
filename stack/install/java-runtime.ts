import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { java } from '../engines/java';
import { PlatformError } from '../platform-error';

const run = promisify(execFile);
const minimum = 17;

/** @throws {PlatformError} ENGINE_UNAVAILABLE when this machine has no Java, or one that is too old. */
export async function requireJava(title: string, program: string = java()): Promise<void> {
  const said = await run(program, ['-version']).then(
    ({ stderr }) => stderr,
    () => undefined,
  );
  const major = Number(/version "(\d+)/.exec(said ?? '')?.[1] ?? 0);
  if (major >= minimum) return;
  throw new PlatformError('ENGINE_UNAVAILABLE', {
    problem: `${title} runs on Java ${minimum} or later; ${program} is ${said === undefined ? 'not there' : major}`,
    remedy: `install a Java runtime, for example openjdk-${minimum}-jre-headless, or set JAVA_HOME to one`,
  });
}
