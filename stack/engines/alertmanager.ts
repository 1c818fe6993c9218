import type { Engine, Site } from '../component';
import { githubRelease } from '../install/github-release';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import { alertmanagerValues } from './alertmanager/config';
import { goWorkspace } from './go-workspace';
import { asksAs, webConfigFlag } from './web-config';

/** The last version that builds from its module: later ones leave their UI's assets out of it. */
const version = '0.31.1';
const repository = 'github.com/prometheus/alertmanager';

export const alertmanager: Engine = {
  name: 'alertmanager',
  title: 'Alertmanager',
  version,
  ports: ['alertmanager'],
  address: (at) => at.url('alertmanager'),
  after: [],
  yields: true,
  installation: {
    programs: [
      { name: 'alertmanager', path: 'alertmanager' },
      { name: 'amtool', path: 'amtool' },
    ],
    release: githubRelease({
      repository: 'prometheus/alertmanager',
      tag: `v${version}`,
      archive: ({ os, arch }) => `alertmanager-${version}.${os}-${arch}.tar.gz`,
      checksums: 'sha256sums.txt',
      strip: 1,
    }),
    registry: {
      kind: 'go',
      module: inRepository('stack', 'engines', 'modules', 'go', 'alertmanager'),
      workspace: goWorkspace,
      rank: 3,
      packages: { alertmanager: `${repository}/cmd/alertmanager`, amtool: `${repository}/cmd/amtool` },
      variables: { 'github.com/prometheus/common/version.Version': version },
    },
  },
  command: (site) => ({
    program: site.program('alertmanager', 'alertmanager'),
    args: argumentsOf(site),
  }),
  ready: (site) => httpProbe(site, 'alertmanager', '/-/ready'),
};

function argumentsOf(site: Site): string[] {
  const { addresses, home, settings, configFile } = site;
  return [
    `--config.file=${configFile(
      'alerts/alertmanager.yml',
      alertmanagerValues(settings.alertReceivers, {
        INBOX_URL: addresses.url('inbox'),
        INBOX_TLS: asksAs(site, 'alertmanager'),
        INBOX_PAGE: addresses.url('inbox'),
        DASHBOARDS_URL: addresses.url('grafana'),
      }),
    )}`,
    `--storage.path=${home.data('alertmanager')}`,
    `--web.listen-address=${addresses.at('alertmanager')}`,
    ...webConfigFlag(site, 'alertmanager'),
    // What a notification links to.
    `--web.external-url=${addresses.url('alertmanager')}`,
    // One alone: no gossip port.
    '--cluster.listen-address=',
    '--log.level=warn',
  ];
}
