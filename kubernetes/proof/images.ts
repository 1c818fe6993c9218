import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { engines, installPrograms, type Progress, type Settings } from '@sightline/stack';
import type { ClusterFolder } from '../cluster/folder';
import { importImages } from '../cluster/in-node';
import type { ClusterState } from '../cluster/state';
import { writeArchive } from '../images/archive';
import { engineImage, inEngineImage } from '../images/engine-image';
import { serviceImages } from '../images/service-images';

/** Makes the images of services, collector and engines from what this machine runs, and gives them to every node. */
export async function provideImages(
  folder: ClusterFolder,
  state: ClusterState,
  { settings, progress }: { readonly settings: Settings; readonly progress: Progress },
): Promise<void> {
  const wanted = [...inEngineImage, 'collector'];
  const found = await installPrograms(
    engines.filter(({ name }) => wanted.includes(name)),
    { settings, progress },
  );
  mkdirSync(folder.images, { recursive: true });
  const work = mkdtempSync(join(folder.images, '.work-'));
  const task = progress.task('images of the release');
  try {
    task.update('packing');
    const collector = found.get('collector')?.programs['otelcol-sightline'] ?? '';
    const archive = join(work, 'release.tar');
    await writeArchive([...(await serviceImages(collector, work)), await engineImage(found, work)], archive);
    task.update('importing');
    await importImages(state, archive);
    task.done('imported');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
