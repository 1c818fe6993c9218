// The health check of our own images, which have no curl: whether a URL answers with success, to the last byte.
const response = await fetch(process.argv[2], { signal: AbortSignal.timeout(2000) });
await response.arrayBuffer();
process.exit(response.ok ? 0 : 1);
