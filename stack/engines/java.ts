import { join } from 'node:path';

/** Small and quick to start: one collector thread, the quick compiler only. Kafka and Zipkin at our load need no more. */
export const javaFlags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-XX:-UsePerfData'];

/** The `java` of JAVA_HOME, or the one on PATH. */
export const java = (env: NodeJS.ProcessEnv = process.env) =>
  env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
