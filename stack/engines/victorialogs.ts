import { keptKey } from '../api-keys';
import type { Engine, Site } from '../component';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';

const version = '1.52.1';

/** Keeps log lines where Loki cannot be had. What asks for them asks Loki's API, which `loki-api` speaks for it. */
export const victorialogs: Engine = {
  name: 'victorialogs',
  title: 'VictoriaLogs',
  version,
  ports: ['victorialogs'],
  address: (at) => at.url('victorialogs'),
  after: [],
  yields: true,
  standsInFor: 'loki',
  installation: {
    programs: [{ name: 'victoria-logs', path: 'victoria-logs' }],
    registry: {
      kind: 'go',
      module: inRepository('stack', 'engines', 'modules', 'victorialogs'),
      rank: 2,
      packages: { 'victoria-logs': 'github.com/VictoriaMetrics/VictoriaLogs/app/victoria-logs' },
      variables: { 'github.com/VictoriaMetrics/VictoriaMetrics/lib/buildinfo.Version': `victoria-logs-v${version}` },
    },
  },
  command: (site) => ({
    program: site.program('victorialogs', 'victoria-logs'),
    args: [
      `-httpListenAddr=${site.addresses.at('victorialogs')}`,
      `-storageDataPath=${site.home.data('victorialogs')}`,
      ...lettingInByPassword(site),
      // As long as Loki, in stack/config/loki/loki.yml.
      '-retentionPeriod=7d',
      // It has no write-ahead log: what came in some three times this time is lost when it is killed, or finds its disk full. Less than
      // a second it does not take.
      '-inmemoryDataFlushInterval=1s',
      // Before that it takes nothing more, and the collector keeps it.
      '-storage.minFreeDiskSpaceBytes=256MiB',
      // An empty line stays empty.
      '-defaultMsgValue=',
      // Of its caches; by itself it would take 60 % of the machine.
      '-memory.allowedBytes=64MiB',
      '-loggerLevel=WARN',
    ],
    env: { GOMEMLIMIT: '128MiB' },
  }),
  ready: (site) => httpProbe(site, 'victorialogs', '/health'),
};

/** Of whoever asks it: it knows passwords, and no names of certificates. */
const username = 'sightline';

/** How it is asked where it asks who one is. */
export function victorialogsLogin({ home, certificates }: Pick<Site, 'home' | 'certificates'>) {
  if (certificates === undefined) return undefined;
  const passwordFile = home.key('victorialogs');
  const password = keptKey(passwordFile);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return { username, passwordFile, authorization };
}

/** It reads all of these files again every second. */
function lettingInByPassword(site: Site): string[] {
  const login = victorialogsLogin(site);
  if (site.certificates === undefined || login === undefined) return [];
  const { certificate, key } = site.certificates.of('victorialogs');
  return [
    '-tls',
    '-tlsMinVersion=TLS12',
    `-tlsCertFile=${certificate}`,
    `-tlsKeyFile=${key}`,
    `-httpAuth.username=${login.username}`,
    `-httpAuth.password=file://${login.passwordFile}`,
  ];
}
