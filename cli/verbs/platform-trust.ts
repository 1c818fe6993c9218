import { usageError } from '../cli-error';
import { findDescriptionFile, foreignSecrets, readDescriptionFile, trust } from '../platform';
import { verb } from '../verb';

export const platformTrustVerb = verb({
  name: 'platform trust',
  summary: 'let a sightline.yaml that is found refer to secrets elsewhere',
  description:
    "A sightline.yaml that is found, not named, may be a stranger's: it refers to no secret outside its folder, to no variable and to no cluster until it is trusted. It is trusted as it is now; changed, it has to be trusted again.",
  onlyReads: true,
  arguments: [{ name: '[file]', description: 'the file (default: the nearest sightline.yaml)' }],
  examples: [
    { command: 'sightline platform trust', does: 'trusts the nearest sightline.yaml, and says to what it refers' },
  ],
  async run({ args: [path = findDescriptionFile(process.cwd())] }) {
    if (path === undefined) throw usageError(`No sightline.yaml lies in ${process.cwd()} or above it: name one`);
    const file = readDescriptionFile(path);
    const refersTo = [...new Set(file.platforms.flatMap((platform) => foreignSecrets(platform, file.path)))];
    trust(file);
    const what = refersTo.length > 0 ? `; it refers to ${refersTo.join(', ')}` : '';
    return { value: { file: file.path, refersTo }, text: `${file.path} is trusted as it is now${what}` };
  },
});
