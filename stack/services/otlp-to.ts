import type { Addresses } from '../addresses';
import type { IdentityFiles } from '../tls/certificates';

/** The collector as OpenTelemetry's variables name it; where it lets in only those it knows, by what it knows us. */
export const otlpTo = (
  addresses: Addresses,
  authority?: string,
  own?: IdentityFiles,
): Readonly<Record<string, string>> =>
  authority && own
    ? {
        OTEL_EXPORTER_OTLP_ENDPOINT: addresses.url('otlpHttp'),
        OTEL_EXPORTER_OTLP_CERTIFICATE: authority,
        OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: own.certificate,
        OTEL_EXPORTER_OTLP_CLIENT_KEY: own.key,
      }
    : { OTEL_EXPORTER_OTLP_ENDPOINT: addresses.url('otlpHttp') };
