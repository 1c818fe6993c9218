import { readFileSync } from 'node:fs';
import { inRepository } from '../repository';
import { docker } from './docker';
import { readProject } from './read-project';
import { whatStandInsLack } from './stand-ins/debian';
import { makeStandIns, standInLabel } from './stand-ins/make';

const official = inRepository('docker-compose.yml');
/** Without a program under the AGPL. */
const permissive = inRepository('docker-compose.permissive.yml');
/** What the Dockerfile begins with, but for what a collector is compiled in: that is only needed where nothing is stood in for. */
const bases = [...readFileSync(inRepository('Dockerfile'), 'utf8').matchAll(/^FROM (\S+:\S+)/gm)]
  .map(([, image]) => image as string)
  .filter((image, index, all) => !image.startsWith('golang:') && all.indexOf(image) === index);

export interface Images {
  /** The compose files that can be run with what there is. */
  readonly files: readonly string[];
  /** The official names that this made: images under them are stand-ins. */
  readonly standIns: readonly string[];
  /** Variables for compose. */
  readonly env: Readonly<Record<string, string>>;
  /** Removes the stand-ins' official names; what they are made of stays, so that the next time is quick. */
  giveBack(): Promise<void>;
}

/** Why this machine cannot have all images, and what to do; nothing where it can. */
export async function whatImagesLack(say: (line: string) => void): Promise<string | undefined> {
  const lacking = whatStandInsLack();
  if (!lacking) return undefined;
  const [absent] = await missing([...(await imagesOf([official, permissive])), ...bases], say);
  return absent && `the image ${absent} cannot be fetched, and to make what stands in for it ${lacking}`;
}

/**
 * Sees to it that the engine has every image that the platform is made from: those it has, else official ones where its registry
 * answers, else stand-ins. Tempo, Loki and Grafana have none: without their official images the platform is the permissive one.
 */
export async function provideImages(say: (line: string) => void): Promise<Images> {
  const all = [...(await imagesOf([official])), ...bases];
  if ((await missing(all, say)).length === 0)
    return { files: [official], standIns: [], env: {}, giveBack: async () => {} };
  const files = [official, permissive];
  const standIns = await missing([...(await imagesOf(files)), ...bases], say);
  if (standIns.length === 0) return { files, standIns, env: {}, giveBack: async () => {} };
  const { collector } = await makeStandIns(standIns, say);
  return {
    files,
    standIns,
    env: { SIGHTLINE_COLLECTOR_IMAGE: collector },
    giveBack: async () => void (await docker(['image', 'rm', '--no-prune', ...standIns])),
  };
}

/** What is not built here. */
async function imagesOf(files: readonly string[]): Promise<string[]> {
  // No image depends on a password.
  const required = readFileSync(official, 'utf8').matchAll(/\$\{(\w+):\?/g);
  const { services } = await readProject(files, Object.fromEntries([...required].map(([, name]) => [name, 'any'])));
  const fetched = Object.values(services).filter(({ build, pull_policy }) => !build && pull_policy !== 'never');
  return [...new Set(fetched.map(({ image }) => image))];
}

/** Those that the engine has not, and cannot be given. */
async function missing(images: readonly string[], say: (line: string) => void): Promise<string[]> {
  const absent: string[] = [];
  for (const image of images) {
    if (await isThere(image)) continue;
    // One that is not answered means that none is.
    if (absent.length > 0) absent.push(image);
    else {
      say(`fetching ${image}`);
      if (!(await succeeds(['pull', '--quiet', image]))) absent.push(image);
    }
  }
  return absent;
}

/** One that an interrupted run has left does not count. */
const isThere = (image: string) =>
  docker(['image', 'inspect', '--format', `{{index .Config.Labels "${standInLabel}"}}`, image]).then(
    ([label]) => label !== 'true',
    () => false,
  );

const succeeds = (args: readonly string[]) =>
  docker(args).then(
    () => true,
    () => false,
  );
