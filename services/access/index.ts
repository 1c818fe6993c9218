export { ApiKeys, type Caller } from './api-keys';
export { hashOfKey, makeKey } from './key';
export { KeyFile } from './key-file';
export { anonymousName, InvalidKeysFile, type KeyEntry, type KeysFile, keyName, readKeysFile } from './keys-file';
export { type Right, rights } from './rights';
