import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const answerMs = 10_000;
const stallMs = 30_000;

/** A site that answered, but not with what was asked for. */
export class DownloadFailed extends Error {
  readonly code = 'DOWNLOAD_FAILED';
}

export interface DownloadOptions {
  readonly file: string;
  readonly algorithm: string;
  readonly onProgress: (got: number, total?: number) => void;
  /** Ends the download early. */
  readonly signal: AbortSignal;
}

/**
 * Fetches `address` into `file`.
 *
 * @returns the digest of what came, in hex.
 * @throws {DownloadFailed} for any answer but a success, and when nothing comes for 30 seconds.
 */
export async function download(
  address: string,
  { file, algorithm, onProgress, signal }: DownloadOptions,
): Promise<string> {
  const patience = new AbortController();
  let timer = setTimeout(() => patience.abort(), answerMs);
  const calm = () => {
    clearTimeout(timer);
    timer = setTimeout(() => patience.abort(), stallMs);
  };
  try {
    const response = await fetch(address, { signal: AbortSignal.any([patience.signal, signal]) });
    if (!response.ok || !response.body) throw new DownloadFailed(`${address} answered ${response.status}`);
    const total = Number(response.headers.get('content-length')) || undefined;
    const digest = createHash(algorithm);
    let got = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        calm();
        digest.update(chunk);
        got += chunk.length;
        onProgress(got, total);
        done(null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(response.body), meter, createWriteStream(file));
    return digest.digest('hex');
  } catch (cause) {
    if (cause instanceof DownloadFailed) throw cause;
    throw new DownloadFailed(`${address} could not be fetched: ${reason(cause)}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** A small text file. @throws {DownloadFailed} */
export async function downloadText(address: string): Promise<string> {
  const response = await fetch(address, { signal: AbortSignal.timeout(answerMs) }).catch((cause) => {
    throw new DownloadFailed(`${address} could not be fetched: ${reason(cause)}`, { cause });
  });
  if (!response.ok) throw new DownloadFailed(`${address} answered ${response.status}`);
  return response.text();
}

const reason = (error: unknown) => {
  const { cause, message } = error as Error & { cause?: Error };
  return cause?.message ?? message;
};
