export { ApiKeys, type Caller } from './api-keys';
export { type Admission, Doorkeeper, type Refusal } from './doorkeeper';
export { followedKeys } from './followed-keys';
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
export { certifiedName, ServerTls } from './server-tls';
export { type TlsFiles, tlsFilesOf, tlsSettings } from './tls-settings';
