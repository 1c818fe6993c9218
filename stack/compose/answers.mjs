// The health check of our own images, which have no curl: whether a URL answers with success, to the last byte. Where others are let in by
// certificates alone, it shows that of its container.
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { get as getSecurely } from 'node:https';

const url = process.argv[2];
const { TLS_CA_FILE: ca, TLS_CERTIFICATE_FILE: cert, TLS_KEY_FILE: key } = process.env;
const known = ca && cert && key ? { ca: readFileSync(ca), cert: readFileSync(cert), key: readFileSync(key) } : {};
const [ask, options] = url.startsWith('https:') ? [getSecurely, known] : [get, {}];
// A connection that ends before the answer does leaves nothing to wait for.
process.exitCode = 1;
ask(url, { ...options, signal: AbortSignal.timeout(2000) }, (response) =>
  response.resume().on('end', () => process.exit(response.statusCode < 300 ? 0 : 1)),
).on('error', () => process.exit(1));
