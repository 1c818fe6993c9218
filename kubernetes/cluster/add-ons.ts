import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fillIn, inRepository, type Progress } from '@sightline/stack';
import { writeArchive } from '../images/archive';
import { clusterImages } from '../images/cluster-images';
import type { ClusterFolder } from './folder';
import { importImages } from './in-node';
import { toolsOf } from './kubectl';
import { programsAt } from './programs';
import type { ClusterState } from './state';

/** In the order in which others need them, each with what is there when it works. */
const addOns = {
  coredns: ['kube-system', 'deployment/coredns'],
  'local-path-provisioner': ['local-path-storage', 'deployment/local-path-provisioner'],
  'metrics-server': ['kube-system', 'deployment/metrics-server'],
} as const;

const rolloutSeconds = 180;

/** Brings what a cluster is useless without: names, volumes, and what pods use. Resolves when all of it works. */
export async function installAddOns(folder: ClusterFolder, state: ClusterState, progress: Progress): Promise<void> {
  const { kubectl } = toolsOf(folder, state);
  mkdirSync(folder.images, { recursive: true });
  const work = mkdtempSync(join(folder.images, '.work-'));
  const images = progress.task('images of the cluster');
  try {
    const archive = join(work, 'cluster.tar');
    images.update('packing');
    await writeArchive(await clusterImages(programsAt(state.programs), work), archive);
    images.update('importing');
    await importImages(state, archive);
    images.done('imported');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const waiting = Object.entries(addOns).map(async ([name, [namespace, workload]]) => {
    const task = progress.task(name);
    await kubectl(['apply', '--server-side', `--filename=${manifestOf(name, folder)}`]);
    task.update('waiting for its pod');
    const args = ['rollout', 'status', `--namespace=${namespace}`, workload, `--timeout=${rolloutSeconds}s`];
    await kubectl(args, (rolloutSeconds + 10) * 1000).catch(async (error: Error) => {
      task.failed('does not become ready');
      const said = await kubectl(['logs', `--namespace=${namespace}`, workload, '--tail=12']).catch(
        () => 'it said nothing',
      );
      throw new Error(`${error.message}\n${said}`, { cause: error });
    });
    task.done('ready');
  });
  await Promise.all(waiting);
}

/** Its objects, with the one thing filled in that a file cannot know: where the volumes of this cluster are. */
function manifestOf(name: string, folder: ClusterFolder): string {
  const text = readFileSync(inRepository('kubernetes', 'cluster', 'addons', `${name}.yaml`), 'utf8');
  const file = folder.config(`${name}.yaml`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, fillIn(text, { VOLUMES: folder.volumes }));
  return file;
}
