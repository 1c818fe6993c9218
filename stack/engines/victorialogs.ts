import type { Engine } from '../component';
import { inRepository } from '../repository';

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
  command: ({ addresses, home, program }) => ({
    program: program('victorialogs', 'victoria-logs'),
    args: [
      `-httpListenAddr=${addresses.at('victorialogs')}`,
      `-storageDataPath=${home.data('victorialogs')}`,
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
  ready: ({ addresses }) => ({ kind: 'http', url: `${addresses.url('victorialogs')}/health` }),
};
