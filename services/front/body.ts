import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** A body that is no larger is kept until there is an answer, so that it can be sent again. No service of ours takes a larger one. */
const KEPT_BYTES = 64 * 1_024;

/** What a client sends. */
export interface Body {
  /** For one attempt to send it. */
  toSend(): Buffer | Readable | undefined;
  /** Whether it is there as a whole; or else what has not come yet is passed on as it comes. */
  readonly isKept: boolean;
  /** Whether some of it was passed on and is not kept, so that it cannot be sent again. */
  readonly isGone: boolean;
}

const kept = (body: Buffer | undefined): Body => ({ toSend: () => body, isKept: true, isGone: false });

/** Resolves when the body is there, or more of it than is kept. @throws when the client goes away before. */
export async function bodyOf(request: IncomingMessage): Promise<Body> {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  if (length === undefined && coding === undefined) return kept(undefined);
  const rest = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const begun: Buffer[] = [];
  for (let size = 0; size <= KEPT_BYTES; ) {
    const { done, value } = await rest.next();
    if (done) return kept(Buffer.concat(begun));
    begun.push(value);
    size += value.length;
  }
  return new PassedOn(begun, rest);
}

class PassedOn implements Body {
  readonly isKept = false;
  isGone = false;

  constructor(
    private readonly begun: readonly Buffer[],
    private readonly rest: AsyncIterator<Buffer>,
  ) {}

  toSend(): Readable {
    return Readable.from(this.#chunks(), { objectMode: false });
  }

  /** Step by step: who gives up an attempt must not end the request with it. */
  async *#chunks(): AsyncGenerator<Buffer> {
    this.isGone = true;
    yield* this.begun;
    for (let next = await this.rest.next(); !next.done; next = await this.rest.next()) yield next.value;
  }
}
