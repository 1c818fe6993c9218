import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Task } from '../report/progress';
import { explodeJar } from './explode-jar';
import type { MavenArtifacts } from './installation';
import { runTool } from './tool';
import type { Workshop } from './workshop';

/** Copies the jars a committed pom.xml asks for into `folder`. */
export async function copyJars(
  { module, into, explode = false }: MavenArtifacts,
  { folder, workshop, task }: { folder: string; workshop: Workshop; task: Task },
): Promise<void> {
  let fetched = 0;
  task.update('asking Maven Central');
  await runTool('mvn', {
    args: [
      '--batch-mode',
      `--file=${join(module, 'pom.xml')}`,
      // One each: Maven does not promise that two may share one.
      `-Dmaven.repo.local=${join(workshop.cache.buildFolder, 'maven', basename(module))}`,
      'dependency:copy-dependencies',
      `-DoutputDirectory=${join(folder, into)}`,
    ],
    env: process.env,
    yields: true,
    signal: workshop.signal,
    remedy: 'install Maven 3.6 or later and Java 17 or later',
    onLine: (line) => {
      if (!line.includes('Downloaded from')) return;
      fetched += 1;
      task.update(`fetching from Maven Central, ${fetched} files so far`);
    },
  });
  if (!explode) return;
  task.update('unpacking');
  for (const jar of readdirSync(join(folder, into))) explodeJar(join(folder, into, jar));
}
