import type { Site } from '../component';
import type { IdentityName } from '../tls/certificates';

/** By what a server of ours is known where each proves who it is: with it, it listens under TLS alone. */
export function knownAs(
  { certificates }: Pick<Site, 'certificates'>,
  name: IdentityName,
): Readonly<Record<string, string>> {
  if (certificates === undefined) return {};
  const { authority, certificate, key } = certificates.of(name);
  return { TLS_CA_FILE: authority, TLS_CERTIFICATE_FILE: certificate, TLS_KEY_FILE: key };
}

/** Who else is let in then: whose key has the right. */
export const openedByKeys = ({
  certificates,
  home,
}: Pick<Site, 'certificates' | 'home'>): Readonly<Record<string, string>> =>
  certificates ? { SIGHTLINE_API_KEYS_FILE: home.apiKeysFile } : {};
