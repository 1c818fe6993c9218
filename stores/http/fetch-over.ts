import { type Access, certificates } from './access';

export type Certified = Pick<Access, 'ca' | 'clientCertificate' | 'serverName'>;

/**
 * `fetch` with certificates of one's own, of which the usual one knows nothing. They are read for each connection, so that they may be
 * replaced while the program runs.
 */
export function fetchOver(access: Certified): typeof fetch {
  const { ca, clientCertificate, serverName } = access;
  if (!ca && !clientCertificate && !serverName) return fetch;
  let made: Promise<typeof fetch> | undefined;
  return async (input, init) => {
    made ??= withCertificates(access);
    return (await made)(input, init);
  };
}

async function withCertificates(access: Certified): Promise<typeof fetch> {
  // Loaded here: most are asked without.
  const { Agent, buildConnector, fetch: fetchBy } = await import('undici');
  const dispatcher = new Agent({
    connect: (options, done) => {
      try {
        buildConnector(certificates(access))(options, done);
      } catch (error) {
        done(error as Error, null);
      }
    },
  });
  return ((input: string, init: object) => fetchBy(input, { ...init, dispatcher })) as unknown as typeof fetch;
}
