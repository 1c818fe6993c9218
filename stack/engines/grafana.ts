import { join } from 'node:path';
import type { Engine } from '../component';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';

const version = '13.1.7';

export const grafana: Engine = {
  name: 'grafana',
  title: 'Grafana',
  version,
  ports: ['grafana'],
  address: (at) => at.url('grafana'),
  after: ['prometheus', 'loki'],
  yields: true,
  optional: 'the viewer shows the dashboards in its place',
  installation: {
    programs: [
      { name: 'grafana', path: 'bin/grafana' },
      { name: 'home', path: '.' },
    ],
    release: {
      archive: ({ os, arch }) => `https://dl.grafana.com/oss/release/grafana-${version}.${os}-${arch}.tar.gz`,
      checksum: ({ os, arch }) => `https://dl.grafana.com/oss/release/grafana-${version}.${os}-${arch}.tar.gz.sha256`,
      algorithm: 'sha256',
      strip: 1,
    },
  },
  command: ({ addresses, home, secrets, program, traceStore }) => ({
    program: program('grafana', 'grafana'),
    args: [
      'server',
      `--homepath=${program('grafana', 'home')}`,
      `--config=${inRepository('stack', 'config', 'grafana', 'grafana.ini')}`,
    ],
    env: {
      GF_SERVER_HTTP_ADDR: addresses.host,
      GF_SERVER_HTTP_PORT: String(addresses.ports.grafana),
      GF_PATHS_DATA: home.data('grafana'),
      GF_PATHS_LOGS: join(home.data('grafana'), 'log'),
      GF_PATHS_PROVISIONING: inRepository('stack', 'config', 'grafana', 'provisioning'),
      GF_SECURITY_ADMIN_PASSWORD: secrets.grafanaPassword,
      DASHBOARDS_DIR: inRepository('dashboards', 'generated'),
      PROMETHEUS_URL: addresses.url('prometheus'),
      LOKI_URL: addresses.url('loki'),
      ALERTMANAGER_URL: addresses.url('alertmanager'),
      TRACES_URL: addresses.url(traceStore),
      TRACES_TYPE: traceStore,
    },
  }),
  ready: (site) => httpProbe(site, 'grafana', '/api/health'),
};
