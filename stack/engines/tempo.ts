import type { Engine } from '../component';
import { githubRelease } from '../install/github-release';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';

const version = '3.0.3';

export const tempo: Engine = {
  name: 'tempo',
  title: 'Tempo',
  version,
  ports: ['tempo', 'tempoGrpc', 'tempoOtlpHttp'],
  address: (at) => at.url('tempo'),
  after: [],
  yields: true,
  optional: 'Zipkin keeps the traces in its place',
  installation: {
    programs: [{ name: 'tempo', path: 'tempo' }],
    release: githubRelease({
      repository: 'grafana/tempo',
      tag: `v${version}`,
      archive: ({ os, arch }) => `tempo_${version}_${os}_${arch}.tar.gz`,
      checksums: 'SHA256SUMS',
      strip: 0,
    }),
  },
  command: ({ addresses, home, program }) => ({
    program: program('tempo', 'tempo'),
    args: [
      `-config.file=${inRepository('stack', 'config', 'tempo', 'tempo.yml')}`,
      '-config.expand-env=true',
      '-target=all',
    ],
    env: {
      TEMPO_HOST: addresses.host,
      TEMPO_HTTP_PORT: String(addresses.ports.tempo),
      TEMPO_GRPC_PORT: String(addresses.ports.tempoGrpc),
      TEMPO_OTLP_HTTP_ENDPOINT: addresses.at('tempoOtlpHttp'),
      TEMPO_DATA_DIR: home.data('tempo'),
    },
  }),
  ready: (site) => httpProbe(site, 'tempo', '/ready'),
};
