import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Site } from '../component';

/**
 * Small and quick to start: one collector thread and the quick compiler. Kafka and Zipkin need no more at our load. Left to itself the
 * heap grows to its limit and stays there: with 25,000 spans in it Zipkin had 247 MB, of which it needed 112. Kept classes (below) are
 * mapped where they were made for: anywhere else the JVM corrects the addresses in all their pages, 50 MB which it then has for itself.
 */
const flags = [
  ...['-XX:+IgnoreUnrecognizedVMOptions', '-XX:+UnlockDiagnosticVMOptions', '-XX:ArchiveRelocationMode=0'],
  ...['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Xms32m', '-Xmx256m', '-Xmn16m'],
  ...['-XX:MinHeapFreeRatio=10', '-XX:MaxHeapFreeRatio=20'],
];

/** glibc gives each thread a region of its own otherwise, and a JVM has many: tens of megabytes that hold next to nothing. */
export const javaEnvironment = { MALLOC_ARENA_MAX: '2' };

/** The `java` of JAVA_HOME, or the one on PATH. */
export const java = (env: NodeJS.ProcessEnv = process.env) =>
  env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';

/** Everything before the main class: flags, and a class path of all jars of a folder. */
export const javaArguments = (jars: string): string[] => [...flags, '-cp', classPath(jars)];

/**
 * For a program that is started again and again: the first process to end leaves its loaded classes in the cache for later ones,
 * which start with half the work (Zipkin: 2.0 s of processor time instead of 5.2 s). The JVM itself checks that they fit, and
 * goes without where they do not.
 */
export function sharedClasses({ settings }: Pick<Site, 'settings'>, name: string): string[] {
  const folder = join(settings.cache, 'jvm');
  const archive = join(folder, `${name}.jsa`);
  mkdirSync(folder, { recursive: true });
  const quiet = ['-Xlog:cds=off', '-Xlog:cds+dynamic=off'];
  return [existsSync(archive) ? `-XX:SharedArchiveFile=${archive}` : `-XX:ArchiveClassesAtExit=${archive}`, ...quiet];
}

/** Writing the classes down takes the ending process seconds, once. */
export const stopWithinSeconds = 45;

/** Spelled out and sorted: kept classes are only good for the very same class path. */
const classPath = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.jar'))
    .sort()
    .map((jar) => join(folder, jar))
    .join(delimiter);
