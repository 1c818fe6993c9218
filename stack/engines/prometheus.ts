import { execFileSync } from 'node:child_process';
import type { Engine, Site } from '../component';
import { githubRelease } from '../install/github-release';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import { goWorkspace } from './go-workspace';
import { asksAs, webConfigFlag } from './web-config';

const version = '3.15.0';
/** The state of January 2026 that the collector's Prometheus receiver is made with: once that is compiled, little is left to do. */
const collectorsOwn = '3.9.2-20260113';
const repository = 'github.com/prometheus/prometheus';

export const prometheus: Engine = {
  name: 'prometheus',
  title: 'Prometheus',
  version,
  ports: ['prometheus'],
  address: (at) => at.url('prometheus'),
  after: [],
  yields: true,
  installation: {
    programs: [
      { name: 'prometheus', path: 'prometheus' },
      { name: 'promtool', path: 'promtool' },
    ],
    release: githubRelease({
      repository: 'prometheus/prometheus',
      tag: `v${version}`,
      archive: ({ os, arch }) => `prometheus-${version}.${os}-${arch}.tar.gz`,
      checksums: 'sha256sums.txt',
      strip: 1,
    }),
    registry: {
      kind: 'go',
      module: inRepository('stack', 'engines', 'modules', 'go', 'prometheus'),
      workspace: goWorkspace,
      rank: 4,
      version: collectorsOwn,
      packages: { prometheus: `${repository}/cmd/prometheus`, promtool: `${repository}/cmd/promtool` },
      variables: { 'github.com/prometheus/common/version.Version': collectorsOwn },
    },
  },
  prepare: ({ sloScale, home }) => {
    if (sloScale === 'real') return;
    const compiler = inRepository('alerts/dist/bin/rules-at-scale.js');
    execFileSync(process.execPath, [compiler, sloScale, home.run('slo-rules')]);
  },
  command: (site) => ({
    program: site.program('prometheus', 'prometheus'),
    args: argumentsOf(site),
  }),
  ready: (site) => httpProbe(site, 'prometheus', '/-/ready'),
  alive: (site) => httpProbe(site, 'prometheus', '/-/healthy'),
};

function argumentsOf(site: Site): string[] {
  const { addresses, home, configFile, sloScale } = site;
  return [
    `--config.file=${configFile('stack/config/prometheus/prometheus.yml', {
      ALERTS_DIR: inRepository('alerts'),
      SLO_RULES_DIR: sloScale === 'real' ? inRepository('alerts/generated') : home.run('slo-rules'),
      ALERTMANAGER_TARGET: addresses.at('alertmanager'),
      ALERTMANAGER_SCHEME: addresses.secure ? 'https' : 'http',
      ALERTMANAGER_TLS: asksAs(site, 'prometheus'),
    })}`,
    `--web.listen-address=${addresses.at('prometheus')}`,
    ...webConfigFlag(site, 'prometheus'),
    // What an alert links to.
    `--web.external-url=${addresses.url('prometheus')}`,
    `--storage.tsdb.path=${home.data('prometheus')}`,
    '--web.enable-otlp-receiver',
    '--web.enable-remote-write-receiver',
    '--web.enable-lifecycle',
    '--enable-feature=exemplar-storage',
    // An alert ends four times as long after its last word, so Alertmanager and the inbox miss Prometheus within a minute.
    '--rules.alert.resend-delay=8s',
    '--log.level=warn',
  ];
}
