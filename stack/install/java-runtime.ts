import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { java } from '../engines/java';

const run = promisify(execFile);
const minimum = 17;
const remedy = `install a Java runtime, version ${minimum} or later, or set JAVA_HOME to one`;

/** What is wrong with this machine's Java, or nothing. */
export async function javaProblem(program: string = java()): Promise<string | undefined> {
  const said = await run(program, ['-version']).then(
    ({ stderr }) => stderr,
    () => undefined,
  );
  if (said === undefined) return `it runs on Java, and there is none: ${remedy}`;
  const major = Number(/version "(\d+)/.exec(said)?.[1]);
  return major >= minimum ? undefined : `it runs on Java ${minimum}, and this is ${major}: ${remedy}`;
}
