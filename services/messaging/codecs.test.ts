import { gzipSync } from 'node:zlib';
import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import decodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/decoder.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { isUnreadable, readAllCodecs } from './codecs';

beforeAll(readAllCodecs);

/** As kafkajs does, which knows from the batch how many there are. */
async function recordsOf(type: CompressionTypes, packed: Buffer, count: number) {
  const decoder = new Decoder(await CompressionCodecs[type]?.().decompress(packed));
  return Array.from({ length: count }, () =>
    decodeRecord(new Decoder(decoder.readVarIntBytes()), { firstOffset: '100', firstTimestamp: '0' }),
  );
}

describe('a batch', () => {
  it.each([
    ['in a form that is not read here', CompressionTypes.LZ4, Buffer.from('lz4')],
    ['in another', CompressionTypes.ZSTD, Buffer.from('zstd')],
    ['in a third', CompressionTypes.Snappy, Buffer.from('snappy')],
    ['that is broken', CompressionTypes.GZIP, Buffer.from('no gzip')],
    ['that would fill the memory', CompressionTypes.GZIP, gzipSync(Buffer.alloc(65 * 1_024 * 1_024))],
  ])('%s is read as so many empty records, each at its place', async (_, type, packed) => {
    const records = await recordsOf(type, packed, 20_000);
    expect(records.every(isUnreadable)).toBe(true);
    expect(records[0]).toMatchObject({ offset: '100', key: null, headers: {} });
    expect(records.at(-1)?.offset).toBe('20099');
  });

  it('that can be unpacked is, and nothing in it is taken for what could not', async () => {
    const plain = Buffer.from([14, 0, 0, 0, 1, 0, 0, 0]);
    const records = await recordsOf(CompressionTypes.GZIP, gzipSync(plain), 1);
    expect(records.map(isUnreadable)).toEqual([false]);
  });
});
