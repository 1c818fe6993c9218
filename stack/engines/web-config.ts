import type { Site } from '../component';

/** The flag by which Prometheus and Alertmanager listen under TLS alone, and to those alone who are named in their file. */
export function webConfigFlag({ certificates, configFile }: Site, name: 'prometheus' | 'alertmanager'): string[] {
  if (certificates === undefined) return [];
  const { authority, certificate, key } = certificates.of(name);
  const values = { CA_FILE: authority, CERTIFICATE_FILE: certificate, KEY_FILE: key };
  return [`--web.config.file=${configFile(`stack/config/${name}/${name}-web.yml`, values)}`];
}

/** How one of them asks another, as it stands in their configuration: a map of YAML, empty where nobody asks who one is. */
export function asksAs({ certificates }: Site, name: 'prometheus' | 'alertmanager'): string {
  if (certificates === undefined) return '{}';
  const { authority, certificate, key } = certificates.of(name);
  return JSON.stringify({ ca_file: authority, cert_file: certificate, key_file: key });
}
