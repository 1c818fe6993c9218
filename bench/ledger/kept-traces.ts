/** What the processor takes where nothing else is configured. */
const salt = 'default-hash-seed';

const wholeRange = 2 ** 64;

/**
 * Whether the sampling keeps a trace for the share alone, reckoned by its id as the collector does: FNV-1a, 64 bits, of the salt and the
 * id, against the share of the whole range.
 *
 * @param share percent of traces that are kept
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/processor/tailsamplingprocessor/internal/sampling/probabilistic.go
 */
export function keptByShare(traceId: string, share: number): boolean {
  if (share >= 100) return true;
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.concat([Buffer.from(salt), Buffer.from(traceId, 'hex')]))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash <= BigInt(wholeRange * (share / 100));
}
