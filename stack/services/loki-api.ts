import type { Component, Site } from '../component';
import { victorialogsLogin } from '../engines/victorialogs';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import { storeClients } from '../tls/certificates';
import { knownAs } from './known-as';
import { forLargeAnswers } from './large-answers';
import { versionOf } from './version-of';

const folder = inRepository('loki-api');

/** Answers what Loki is asked, at Loki's port, from what VictoriaLogs keeps. */
export const lokiApi: Component = {
  name: 'loki-api',
  title: 'Loki API',
  version: versionOf(folder),
  ports: ['loki'],
  address: (at) => at.url('loki'),
  needs: ['victorialogs'],
  after: [],
  yields: true,
  standsInFor: 'loki',
  command: (site) => ({
    program: process.execPath,
    args: [...forLargeAnswers, 'dist/main.js'],
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      HOST: site.addresses.host,
      PORT: String(site.addresses.ports.loki),
      VICTORIALOGS_URL: site.addresses.url('victorialogs'),
      ...closed(site),
    },
  }),
  ready: (site) => httpProbe(site, 'loki', '/ready'),
  // That asks VictoriaLogs; this does not.
  alive: (site) => httpProbe(site, 'loki', '/metrics'),
};

/** How VictoriaLogs lets it in, and whom it lets in itself. */
function closed(site: Site): Readonly<Record<string, string>> {
  const login = victorialogsLogin(site);
  if (login === undefined) return {};
  return {
    VICTORIALOGS_USERNAME: login.username,
    VICTORIALOGS_PASSWORD_FILE: login.passwordFile,
    CLIENTS: storeClients['loki-api'].join(','),
    ...knownAs(site, 'loki-api'),
  };
}
