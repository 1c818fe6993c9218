import type { PortName } from '../addresses';
import type { Site } from '../component';
import type { Probe } from './probe';

/** What is asked over HTTP, by the operator where it is wanted to know by whom. */
export const httpProbe = (
  { addresses, certificates }: Pick<Site, 'addresses' | 'certificates'>,
  port: PortName,
  path = '',
): Probe => {
  const url = `${addresses.url(port)}${path}`;
  return { kind: 'http', url, ...(certificates && url.startsWith('https:') && { tls: certificates.of('operator') }) };
};
