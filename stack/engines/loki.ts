import type { Engine } from '../component';
import { githubRelease } from '../install/github-release';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';

const version = '3.7.8';

/** Under the AGPL: run as its publisher released it, never built from source. */
export const loki: Engine = {
  name: 'loki',
  title: 'Loki',
  version,
  ports: ['loki', 'lokiGrpc'],
  address: (at) => at.url('loki'),
  after: [],
  yields: true,
  optional: 'VictoriaLogs keeps the log lines in its place',
  installation: {
    programs: [{ name: 'loki', path: 'loki' }],
    release: {
      ...githubRelease({
        repository: 'grafana/loki',
        tag: `v${version}`,
        archive: ({ os, arch }) => `loki-${os}-${arch}.zip`,
        checksums: 'SHA256SUMS',
        strip: 0,
      }),
      rename: (path) => (path.startsWith('loki-') ? 'loki' : path),
    },
  },
  command: ({ addresses, home, program }) => ({
    program: program('loki', 'loki'),
    args: [`-config.file=${inRepository('stack', 'config', 'loki', 'loki.yml')}`, '-config.expand-env=true'],
    env: {
      LOKI_HOST: addresses.host,
      LOKI_HTTP_PORT: String(addresses.ports.loki),
      LOKI_GRPC_PORT: String(addresses.ports.lokiGrpc),
      LOKI_DATA_DIR: home.data('loki'),
    },
  }),
  ready: (site) => httpProbe(site, 'loki', '/ready'),
};
