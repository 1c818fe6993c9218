/**
 * Buckets of VictoriaLogs are closed on the left and open on the right, and begin at multiples of their width less an offset; windows
 * are the other way round. Moved by a nanosecond, both hold the same.
 */

/** The offset, in nanoseconds, under which a bucket begins a nanosecond after each edge of a grid. */
export const bucketOffset = (originUnixNano: bigint, widthNanos: number): bigint =>
  BigInt(widthNanos) - ((originUnixNano + 1n) % BigInt(widthNanos));

/** The last moment in the bucket that begins at `startUnixNano`: an edge of the grid. */
export const lastMomentOf = (startUnixNano: bigint, widthNanos: number): bigint =>
  startUnixNano + BigInt(widthNanos) - 1n;
