import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PlatformError } from '../platform-error';
import type { Task } from '../report/progress';
import { digestIn } from './checksum';
import { requireDiskSpace } from './disk-space';
import { DownloadFailed, download, downloadText } from './download';
import { type Found, nothing, type Passed, passed, programsIn } from './found';
import type { Installable, Release } from './installation';
import { thisPlatform } from './this-platform';
import { unpack } from './unpack';
import type { Workshop } from './workshop';

/**
 * Fetches the publisher's archive, proves it by the publisher's checksum and keeps it in the cache.
 *
 * @throws {PlatformError} CHECKSUM_DIFFERS: what came is not what was published, and nothing else is tried.
 */
export async function fromRelease(engine: Installable, workshop: Workshop, task: Task): Promise<Found | Passed> {
  const { release } = engine.installation;
  const platform = thisPlatform();
  if (!release) return nothing('no release archive is published');
  if (!platform) return passed(`no release archive is published for ${process.platform} on ${process.arch}`);
  const address = workshop.hosts.at(release.archive(platform));
  if (!(await workshop.hosts.answers(address))) return passed(`${new URL(address).host} does not answer`);
  try {
    const folder = await workshop.cache.add(engine, { origin: 'release', from: address }, (aside) =>
      fetchInto(aside, { address, checksum: workshop.hosts.at(release.checksum(platform)), release, workshop, task }),
    );
    return {
      engine: engine.name,
      version: engine.version,
      origin: 'release',
      from: address,
      programs: programsIn(engine, folder),
    };
  } catch (error) {
    if (error instanceof DownloadFailed) return passed(error.message);
    throw error;
  }
}

interface Order {
  readonly address: string;
  readonly checksum: string;
  readonly release: Release;
  readonly workshop: Workshop;
  readonly task: Task;
}

async function fetchInto(folder: string, { address, checksum, release, workshop, task }: Order): Promise<void> {
  requireDiskSpace(folder, { gigabytes: 1, what: `unpacking ${basename(address)}` });
  const { buildFolder } = workshop.cache;
  mkdirSync(buildFolder, { recursive: true });
  const downloads = mkdtempSync(join(buildFolder, 'download-'));
  try {
    const name = basename(new URL(address).pathname);
    const archive = join(downloads, name);
    const published = digestIn(await downloadText(checksum), { file: name, algorithm: release.algorithm });
    if (!published) throw new DownloadFailed(`${checksum} has no ${release.algorithm} for ${name}`);
    const got = await download(address, {
      file: archive,
      algorithm: release.algorithm,
      signal: workshop.signal,
      onProgress: (bytes, total) =>
        task.update(`downloading ${megabytes(bytes)}${total ? ` of ${megabytes(total)}` : ''} MB`),
    });
    if (got !== published) {
      throw new PlatformError('CHECKSUM_DIFFERS', {
        problem: `${address} is not what was published: its ${release.algorithm} is ${got}, ${checksum} says ${published}`,
        remedy: 'nothing of it was kept; try again, and if it stays so, do not trust that source',
      });
    }
    task.update('unpacking');
    await unpack(archive, { folder, release });
  } finally {
    rmSync(downloads, { recursive: true, force: true });
  }
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);
