import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { CompressionCodecs, CompressionTypes, type KafkaMessage } from 'kafkajs';

/** What a batch may grow to; a broker takes a megabyte of it, which may stand for a thousand times as much. */
const UNPACKED_BYTES = 64 * 1_024 * 1_024;
/** More records than that no batch of a megabyte holds that anybody wrote in earnest. */
const RECORDS = 200_000;

const unpack = promisify(gunzip) as (packed: Buffer, options: object) => Promise<Buffer>;
const pack = promisify(gzip) as (plain: Buffer) => Promise<Buffer>;

/**
 * Has kafkajs read every batch. One that it cannot unpack would end the consumer, which would begin with it again, for ever; its records
 * are read as empty instead, so that each can be set aside as its place.
 */
export function readAllCodecs(): void {
  const gzipCodec = {
    compress: ({ buffer }: { buffer: Buffer }) => pack(buffer),
    decompress: (packed: Buffer) => unpack(packed, { maxOutputLength: UNPACKED_BYTES }).catch(emptyRecords),
  };
  const unknown = {
    compress: () => Promise.reject(new Error('Only gzip is written')),
    decompress: async () => emptyRecords(),
  };
  CompressionCodecs[CompressionTypes.GZIP] = () => gzipCodec;
  for (const type of [CompressionTypes.Snappy, CompressionTypes.LZ4, CompressionTypes.ZSTD] as const)
    CompressionCodecs[type] = () => unknown;
}

/** Whether a message stands for one that could not be unpacked. */
export const isUnreadable = ({ value }: Pick<KafkaMessage, 'value'>): boolean =>
  value !== null && records !== undefined && value.buffer === records.buffer;

let records: Buffer | undefined;

/** Records without a key, their values empty, one after the other: as many as any batch may say it holds. */
function emptyRecords(): Buffer {
  records ??= Buffer.concat(Array.from({ length: RECORDS }, (_, delta) => emptyRecord(delta)));
  return records;
}

/** https://kafka.apache.org/documentation/#record */
function emptyRecord(offsetDelta: number): Buffer {
  const delta = varint(offsetDelta);
  const [attributes, noTime, noKey, emptyValue, noHeaders] = [[0], [0], varint(-1), varint(0), varint(0)];
  const body = [...attributes, ...noTime, ...delta, ...noKey, ...emptyValue, ...noHeaders];
  return Buffer.from([...varint(body.length), ...body]);
}

/** Zig-zag, seven bits a byte, the lowest first. */
function varint(value: number): number[] {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  const bytes: number[] = [];
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}
