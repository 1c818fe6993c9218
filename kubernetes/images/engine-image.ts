import { execFileSync } from 'node:child_process';
import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Found, inRepository } from '@sightline/stack';
import type { Image } from './archive';
import { engineConfigs } from './engine-configs';
import { base, Stage } from './stage';

/** What the image takes from the engines that `npm start` has; of Kafka and Zipkin the folder of their jars. */
export const inEngineImage = ['postgres', 'kafka', 'zipkin', 'prometheus', 'alertmanager', 'victorialogs'] as const;

/** Parts of a Java installation that only compilers, or programs with windows, use. */
const notOfJava = /^\/(?:jmods|include|man|docs|legal|demo)(?:\/|$)|^\/lib\/(?:src\.zip|ct\.sym)$/;
const withWindows = /awt|font|splash|lcms|mlib|jsound/;

/** One image with every engine, for trying it out: kubernetes/engines runs it, with another command in each pod. */
export async function engineImage(found: ReadonlyMap<string, Found>, work: string): Promise<Image> {
  const stage = base(new Stage(join(work, 'engines')));
  const programsOf = (name: string) => found.get(name)?.programs ?? {};
  for (const name of ['prometheus', 'alertmanager', 'victorialogs'])
    for (const [program, path] of Object.entries(programsOf(name)))
      await stage.program(path, `/engines/${name}/${program}`);
  stage
    .copy(programsOf('kafka').libs ?? '', '/engines/kafka/libs')
    .copy(programsOf('zipkin').lib ?? '', '/engines/zipkin/lib');

  const postgres = dirname(dirname(programsOf('postgres').postgres ?? ''));
  stage.copy(postgres, '/engines/postgres', { links: true });
  for (const program of ['postgres', 'initdb']) await stage.librariesFor([join(postgres, 'bin', program)], postgres);

  const java = javaHome();
  stage.copy(java, '/engines/jvm', { without: notOfJava });
  const libraries = readdirSync(join(java, 'lib')).filter((name) => name.endsWith('.so') && !withWindows.test(name));
  const loaded = [
    join('bin', 'java'),
    join('lib', 'server', 'libjvm.so'),
    ...libraries.map((name) => join('lib', name)),
  ];
  await stage.librariesFor(
    loaded.map((path) => join(java, path)),
    java,
  );

  // initdb asks a shell, and configuration is filled in by one.
  for (const name of ['sh', 'cat', 'sed', 'rm']) await stage.program(`/bin/${name}`, `/bin/${name}`);
  stage.copy(inRepository('stack', 'config', 'kafka'), '/engines/config/kafka');
  for (const folder of ['generated', 'rules']) stage.copy(inRepository('alerts', folder), `/engines/alerts/${folder}`);
  for (const [file, text] of Object.entries(engineConfigs())) stage.write(`/engines/config/${file}`, text);
  return { name: 'localhost/sightline/engines:test', layers: [stage.folder], user: '1000:1000' };
}

/** Where the Java is that `npm start` uses. */
function javaHome(): string {
  if (process.env.JAVA_HOME) return realpathSync(process.env.JAVA_HOME);
  const program = execFileSync('/bin/sh', ['-c', 'command -v java'], { encoding: 'utf8' }).trim();
  return dirname(dirname(realpathSync(program)));
}
