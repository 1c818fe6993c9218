export { ApiKeys, type Caller } from './api-keys';
export { hashOfKey, makeKey } from './key';
export { KeyFile, UnreadableKey } from './key-file';
export {
  anonymousName,
  InvalidKeysFile,
  type KeyEntry,
  type KeysFile,
  keyName,
  keysFileOf,
  readKeysFile,
} from './keys-file';
export { type Right, rights } from './rights';
