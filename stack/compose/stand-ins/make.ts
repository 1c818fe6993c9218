import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docker } from '../docker';
import { importDebian } from './debian';
import { collectorProgram, standInFolder, standIns } from './programs';
import { inWorkFolder } from './work-folder';

/** Tells a stand-in from what it stands in for. */
export const standInLabel = 'sightline.stand-in';

/**
 * Makes images under official names from Debian and from the programs the runner has, with the paths, users, owners, volumes and
 * entrypoints that the public Dockerfiles of the official ones give them, so that what holds here holds there. For an engine that
 * reaches no image registry.
 *
 * @returns the name of an image with the collector's program, for COLLECTOR_IMAGE in the Dockerfile.
 */
export async function makeStandIns(
  names: readonly string[],
  say: (line: string) => void,
): Promise<{ readonly collector: string }> {
  await importDebian(say);
  await build([{ file: 'base', context: standInFolder, image: 'sightline-stand-in/base' }]);
  await build([{ file: 'busybox', context: standInFolder, image: 'sightline-stand-in/busybox' }]);
  const collector = 'sightline-stand-in/collector';
  await inWorkFolder(async (work) => {
    await build([
      { file: 'collector', context: await collectorProgram(work), image: collector },
      ...(await Promise.all(names.map((name) => standInFor(name, work)))),
    ]);
  });
  return { collector };
}

interface Image {
  readonly image: string;
  readonly file: string;
  readonly context: string;
}

async function standInFor(image: string, work: string): Promise<Image> {
  const standIn = standIns[image.split(':')[0] as string];
  if (!standIn) throw new Error(`nothing stands in for the image ${image}`);
  return { image, file: standIn.file, context: await standIn.programs(work) };
}

/** By compose: its builder is there wherever compose is, that of the docker command is not. */
async function build(images: readonly Image[]): Promise<void> {
  const services = images.map(({ image, file, context }) => {
    const dockerfile = join(standInFolder, `${file}.dockerfile`);
    return [file, { image, build: { context, dockerfile, labels: { [standInLabel]: 'true' } } }];
  });
  await inWorkFolder(async (work) => {
    const project = join(work, 'compose.json');
    writeFileSync(project, JSON.stringify({ name: 'sightline-stand-ins', services: Object.fromEntries(services) }));
    await docker(['compose', '--file', project, 'build', '--quiet']);
  });
}
