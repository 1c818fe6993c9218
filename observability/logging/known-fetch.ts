import { readFileSync, statSync } from 'node:fs';
import { Agent, request } from 'node:https';

/** PEM files by which a receiver is known to us, and we to it. */
export interface Credentials {
  readonly ca?: string | undefined;
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
}

/**
 * `fetch` for a receiver that is known by an authority of one's own, or wants to know who we are, which Node.js' own cannot say. Files that
 * are replaced hold from the next connection on. It does what sending lines takes: a body of text, and an answer of which the
 * status counts.
 */
export function knownFetch(files: Credentials): typeof fetch {
  let agent: { readonly of: string; readonly agent: Agent } | undefined;
  const current = (): Agent => {
    const of = versionOf(files);
    if (agent?.of === of) return agent.agent;
    agent?.agent.destroy();
    const made = new Agent({
      keepAlive: true,
      maxSockets: 1,
      ...(files.ca && { ca: readFileSync(files.ca) }),
      ...(files.certificate && { cert: readFileSync(files.certificate) }),
      ...(files.key && { key: readFileSync(files.key) }),
    });
    agent = { of, agent: made };
    return made;
  };
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const { method = 'GET', headers, body, signal } = init;
      const asked = request(
        String(input),
        {
          method,
          headers: Object.fromEntries(new Headers(headers)),
          agent: current(),
          ...(signal && { signal }),
        },
        (response) => {
          response.on('error', reject).resume();
          response.once('end', () => resolve(new Response(null, { status: statusOf(response.statusCode) })));
        },
      );
      asked.on('error', reject).end(typeof body === 'string' || body instanceof Uint8Array ? body : undefined);
    });
}

/** `Response` takes none below 200. */
const statusOf = (status = 0) => (status >= 200 && status <= 599 ? status : 502);

const versionOf = (files: Credentials) =>
  [files.ca, files.certificate, files.key].map((file) => file && statSync(file).mtimeMs).join();
