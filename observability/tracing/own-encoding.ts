import type { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { encodeSpans } from './encode-spans';

/** Where the exporter keeps what turns spans into a request. */
interface WithSerializer {
  _delegate?: { _serializer?: { serializeRequest: unknown; deserializeResponse: unknown } };
}

/**
 * The exporter, with `encodeSpans` in the place of its own encoding; endpoint, headers, TLS, compression and retries stay its own. One
 * that is built otherwise than the one we know keeps what it has.
 */
export function withOwnEncoding(exporter: OTLPTraceExporter): OTLPTraceExporter {
  const { _delegate: delegate } = exporter as unknown as WithSerializer;
  const serializer = delegate?._serializer;
  if (delegate && typeof serializer?.serializeRequest === 'function')
    delegate._serializer = { ...serializer, serializeRequest: encodeSpans };
  return exporter;
}
