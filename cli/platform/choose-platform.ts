import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readPlatform } from '@sightline/stack';
import { CliError, usageError } from '../cli-error';
import type { OpenPlatform } from '../connections';
import { nearestOf } from '../unknown-name';
import { composePlatform } from './compose';
import { descriptionFileIn, findDescriptionFile } from './find-file';
import { localPlatform } from './local';
import type { Need } from './need';
import { type Described, type Description, descriptionNamed, readDescriptionFile } from './read-description';

/** The platform that is meant: our own, which runs, or one that is described. */
export type Choice =
  | { readonly own: OpenPlatform }
  | {
      readonly description: Description;
      readonly file: Described;
      /** Whether the file was found rather than named: then it may be a stranger's. */
      readonly isFound: boolean;
    };

export interface Choosing {
  /** What --platform says. */
  readonly named: string | undefined;
  readonly needs: readonly Need[];
  /** Tells the person, on stderr. */
  tell(line: string): void;
}

/**
 * The platform that is named by --platform or SIGHTLINE_PLATFORM; else the one of the nearest sightline.yaml; else the one that
 * runs. What is about our own platform looks for that alone.
 *
 * @throws {CliError} USAGE or PLATFORM_NOT_RUNNING
 */
export async function choosePlatform({
  named = process.env.SIGHTLINE_PLATFORM || undefined,
  needs,
  tell,
}: Choosing): Promise<Choice> {
  if (named !== undefined) return chosenByName(named);
  const file = needs.some(isOurs) ? undefined : foundFile();
  const running = await ownPlatforms();
  if (file && file.platforms.length > 0) {
    if (file.meant === undefined) throw severalIn(file);
    if (running.length > 0) tell(`${file.meant} of ${file.path} is asked, not ${namesOf(running)}: --platform chooses`);
    return described(file, file.meant, { isFound: true });
  }
  const [own, ...others] = running;
  if (own === undefined) throw nothingRuns(needs);
  if (others.length > 0) tell(`${own.name} is asked, not ${namesOf(others)}: --platform chooses`);
  return { own };
}

const isOurs = (need: Need) => need === 'shop' || need === 'supervisor';

/** `local` first. */
async function ownPlatforms(): Promise<OpenPlatform[]> {
  const state = readPlatform();
  const compose = await composePlatform(state);
  return [...(state ? [localPlatform(state)] : []), ...(compose ? [compose] : [])];
}

/** All that can be named here: our own that run, and those of the nearest file. */
export async function platformsHere(): Promise<Choice[]> {
  const [own, file] = [await ownPlatforms(), foundFile()];
  const names = file?.platforms.map(({ name }) => name) ?? [];
  return [
    ...own.map((each) => ({ own: each })),
    ...(file ? names.map((name) => described(file, name, { isFound: true })) : []),
  ];
}

const namesOf = (platforms: readonly OpenPlatform[]) =>
  platforms.map(({ name }) => `${name}, which runs, too`).join(', nor ');

async function chosenByName(named: string): Promise<Choice> {
  if (named === 'local' || named === 'compose') return { own: await ownNamed(named) };
  const [path = '', name] = named.split('#');
  if (isPath(path)) {
    // Who names a folder trusts what lies in it, and not what lies above.
    const file = readDescriptionFile(isFolder(path) ? (descriptionFileIn(resolve(path)) ?? path) : path);
    const meant = name ?? file.meant;
    if (meant === undefined) throw severalIn(file);
    return described(file, meant, { isFound: false });
  }
  const file = foundFile();
  if (file) return described(file, named, { isFound: true });
  const nearest = nearestOf(named, ['local', 'compose']);
  throw usageError(
    `There is no platform "${named}": no sightline.yaml lies in ${process.cwd()} or above it${nearest ? `; did you mean ${nearest}?` : '. Write one, give a file, or name local or compose'}`,
  );
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const isPath = (text: string) => /[/\\]|^\.{1,2}$|\.ya?ml$/.test(text);

async function ownNamed(name: 'local' | 'compose'): Promise<OpenPlatform> {
  const own = (await ownPlatforms()).find((each) => each.name === name);
  if (own) return own;
  const start = name === 'local' ? '`npm start`' : '`docker compose up`';
  throw new CliError('PLATFORM_NOT_RUNNING', `The platform ${name} does not run here: start it with ${start}`);
}

/** The nearest file, if there is one. */
function foundFile(): Described | undefined {
  const path = findDescriptionFile(process.cwd());
  return path === undefined ? undefined : readDescriptionFile(path);
}

const described = (file: Described, name: string, { isFound }: { isFound: boolean }): Choice => ({
  description: descriptionNamed(file, name),
  file,
  isFound,
});

const severalIn = ({ path, platforms }: Described) =>
  usageError(
    platforms.length === 0
      ? `${path} describes no platform: write one under platforms:`
      : `${path} describes ${platforms.map(({ name }) => name).join(', ')}: say which with --platform ${path}#<name>, or write default: <name>`,
  );

function nothingRuns(needs: readonly Need[]): CliError {
  const start = 'start it with `npm start`';
  const describe = needs.some(isOurs) ? '' : ', or describe your own in a sightline.yaml (docs/platforms.md)';
  return new CliError('PLATFORM_NOT_RUNNING', `No platform is running here: ${start}${describe}`);
}
