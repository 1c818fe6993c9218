import { ApiKeys } from './api-keys';
import { InvalidKeysFile, readKeysFile } from './keys-file';

/**
 * The keys of a file, as they are at any time, for a server that keeps no audit log.
 *
 * @param tell what happens to them, a line each
 * @throws {InvalidKeysFile} when they cannot be used now; later that is told.
 */
export function followedKeys(file: string, tell: (line: string) => void): ApiKeys {
  const keys = new ApiKeys(readKeysFile(file));
  keys.follow(file, (change) => tell(change instanceof InvalidKeysFile ? change.message : 'the API keys changed'));
  return keys;
}
