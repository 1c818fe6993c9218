import { expect, it } from 'vitest';
import { digestIn } from './checksum';

const sha256 = 'ab'.repeat(32);
const sha512 = 'cd'.repeat(64);

it.each([
  ['lines of digest and file', `${'00'.repeat(32)}  other.tgz\n${sha256}  loki.tgz\n`],
  ['a star before binary files', `${sha256} *loki.tgz\n`],
  ['a digest alone', `${sha256}\n`],
  ['capital letters', `${sha256.toUpperCase()}  loki.tgz`],
])('reads a checksum file with %s', (_form, text) => {
  expect(digestIn(text, { file: 'loki.tgz', algorithm: 'sha256' })).toBe(sha256);
});

it('reads the form of the Apache foundation', () => {
  const groups = sha512.toUpperCase().match(/.{8}/g) ?? [];
  const text = `kafka.tgz: ${groups.slice(0, 8).join(' ')}\n           ${groups.slice(8).join(' ')}\n`;
  expect(digestIn(text, { file: 'kafka.tgz', algorithm: 'sha512' })).toBe(sha512);
});

it('finds nothing for another file, or another kind of digest', () => {
  expect(digestIn(`${sha256}  loki.tgz\n`, { file: 'tempo.tgz', algorithm: 'sha256' })).toBeUndefined();
  expect(digestIn(`${sha256}  loki.tgz\n`, { file: 'loki.tgz', algorithm: 'sha512' })).toBeUndefined();
  expect(digestIn('<html>not found</html>', { file: 'loki.tgz', algorithm: 'sha256' })).toBeUndefined();
});
