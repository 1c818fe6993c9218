import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runCommand } from '../cluster/run-command';

/** A folder whose content is laid over what the layers before it have. */
export type Layer = string;

/** What a container is made from. */
export interface Image {
  /** With its tag, such as `localhost/sightline/services:test`. */
  readonly name: string;
  readonly layers: readonly Layer[];
  /** `uid:gid` */
  readonly user: string;
  readonly workingFolder?: string;
  readonly entrypoint?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Blob {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const mediaType = (kind: string) => `application/vnd.oci.image.${kind}`;
/** As Node.js calls it, and as images do. */
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Writes images into one archive of the Open Container Initiative's image layout, which every container runtime imports. No registry is
 * asked; a layer that several images have is in it once.
 */
export async function writeArchive(images: readonly Image[], file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const work = mkdtempSync(join(dirname(file), '.archive-'));
  try {
    const blobs = join(work, 'blobs', 'sha256');
    mkdirSync(blobs, { recursive: true });
    const layers = new Map<Layer, Blob>();
    for (const layer of new Set(images.flatMap((image) => image.layers))) layers.set(layer, await pack(layer, blobs));
    const manifests = images.map((image) => {
      const own = image.layers.flatMap((layer) => layers.get(layer) ?? []);
      const config = writeBlob(blobs, mediaType('config.v1+json'), configOf(image, own));
      const manifest = { schemaVersion: 2, mediaType: mediaType('manifest.v1+json'), config, layers: own };
      const annotations = {
        'io.containerd.image.name': image.name,
        'org.opencontainers.image.ref.name': image.name.split(':')[1],
      };
      return { ...writeBlob(blobs, manifest.mediaType, manifest), annotations };
    });
    const index = { schemaVersion: 2, mediaType: mediaType('index.v1+json'), manifests };
    writeFileSync(join(work, 'index.json'), JSON.stringify(index));
    writeFileSync(join(work, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    await runCommand(['tar', '--create', `--file=${file}`, `--directory=${work}`, 'oci-layout', 'index.json', 'blobs']);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Everything in it belongs to root, so that nothing that runs can change itself, and is as old as the epoch. */
async function pack(layer: Layer, blobs: string): Promise<Blob> {
  const draft = join(blobs, '.draft');
  const same = ['--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '--sort=name'];
  await runCommand(['tar', '--create', `--file=${draft}`, ...same, `--directory=${layer}`, '.'], {
    timeoutMs: 600_000,
  });
  const digest = await digestOf(draft);
  renameSync(draft, join(blobs, digest));
  const { size } = statSync(join(blobs, digest));
  return { mediaType: mediaType('layer.v1.tar'), digest: `sha256:${digest}`, size };
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function writeBlob(blobs: string, type: string, content: unknown): Blob {
  const text = JSON.stringify(content);
  const digest = createHash('sha256').update(text).digest('hex');
  writeFileSync(join(blobs, digest), text);
  return { mediaType: type, digest: `sha256:${digest}`, size: Buffer.byteLength(text) };
}

const configOf = ({ user, workingFolder, entrypoint, env = {} }: Image, layers: readonly Blob[]) => ({
  architecture: architectures[process.arch] ?? process.arch,
  os: 'linux',
  config: {
    User: user,
    Env: Object.entries({ PATH: '/usr/local/bin:/usr/bin:/bin', ...env }).map(([name, value]) => `${name}=${value}`),
    ...(workingFolder && { WorkingDir: workingFolder }),
    ...(entrypoint && { Entrypoint: entrypoint }),
  },
  // Not compressed: what is packed is what is unpacked.
  rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
});
