import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { engines, installPrograms, type Progress, type Settings } from '@sightline/stack';
import type { ClusterFolder } from '../cluster/folder';
import { importImages } from '../cluster/in-node';
import type { ClusterState } from '../cluster/state';
import { writeArchive } from '../images/archive';
import { collectorProgram } from '../images/collector-program';
import { engineImage, inEngineImage } from '../images/engine-image';
import { serviceImages } from '../images/service-images';

/** The engines are large, and need no second node. */
export const engineNode = 'node-1';

/** Makes the images of services, collector and engines from what this machine runs, and gives them to the nodes. */
export async function provideImages(
  folder: ClusterFolder,
  state: ClusterState,
  { settings, progress }: { readonly settings: Settings; readonly progress: Progress },
): Promise<void> {
  const wanted: readonly string[] = inEngineImage;
  const found = await installPrograms([...engines.filter(({ name }) => wanted.includes(name)), collectorProgram], {
    settings,
    progress,
  });
  mkdirSync(folder.images, { recursive: true });
  const work = mkdtempSync(join(folder.images, '.work-'));
  const task = progress.task('images of the release');
  try {
    task.update('packing');
    const collector = found.get(collectorProgram.name)?.programs['otelcol-sightline'] ?? '';
    const archive = (name: string) => join(work, `${name}.tar`);
    await writeArchive(await serviceImages(collector, work), archive('services'));
    await writeArchive([await engineImage(found, work)], archive('engines'));
    task.update('importing');
    await importImages(state, archive('services'));
    await importImages(state, archive('engines'), [engineNode]);
    task.done('imported');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
