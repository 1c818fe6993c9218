import { InvalidKeysFile } from '@sightline/access';
import { HomeKeys, KeyNotChanged } from '@sightline/stack';
import { usageError } from '../cli-error';

/** Does something with the keys of this home. @throws {CliError} USAGE, saying what is accepted. */
export function changingKeys<Result>(work: (keys: HomeKeys) => Result): Result {
  try {
    return work(new HomeKeys());
  } catch (error) {
    if (error instanceof KeyNotChanged || error instanceof InvalidKeysFile)
      throw usageError(`${error.message}${error instanceof InvalidKeysFile ? '\nThe first `npm start` makes it' : ''}`);
    throw error;
  }
}
