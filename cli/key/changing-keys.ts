import { InvalidKeysFile } from '@sightline/access';
import { HomeKeys, KeyNotChanged } from '@sightline/stack';
import { usageError } from '../cli-error';

/** Does something with the keys of this home. @throws {CliError} USAGE, saying what is accepted. */
export async function changingKeys<Result>(work: (keys: HomeKeys) => Result | Promise<Result>): Promise<Result> {
  try {
    return await work(new HomeKeys());
  } catch (error) {
    if (error instanceof KeyNotChanged) throw usageError(error.message);
    if (error instanceof InvalidKeysFile) throw usageError(`${error.message}\nThe first \`npm start\` makes it`);
    throw error;
  }
}
