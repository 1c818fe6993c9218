// The health check of our own images, which have no curl: whether a URL answers with success.
const { ok } = await fetch(process.argv[2], { signal: AbortSignal.timeout(2000) });
process.exit(ok ? 0 : 1);
