import { join } from 'node:path';
import type { Component } from '../component';
import { withLock } from '../install/lock';
import { runTool } from '../install/tool';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import { knownAs, openedByKeys } from './known-as';
import { forLargeAnswers } from './large-answers';
import { versionOf } from './version-of';

const folder = inRepository('viewer');

/** Shows the dashboards where Grafana is not to be had. */
export const viewer: Component = {
  name: 'viewer',
  title: 'Viewer',
  version: versionOf(folder),
  ports: ['grafana'],
  address: (at) => at.url('grafana'),
  after: ['prometheus', 'loki'],
  yields: true,
  standsInFor: 'grafana',
  // Two starts from one checkout would write into the same folder.
  install: (task, signal) =>
    withLock(
      join(folder, 'dist', 'page.lock'),
      { onWait: () => task.update('being built by another start'), signal },
      async () => {
        task.update('building its page');
        const remedy = 'it comes with Node.js';
        await runTool(process.execPath, {
          args: ['dist/bundle/main.js'],
          cwd: folder,
          env: process.env,
          remedy,
          signal,
        });
        task.done('page built');
      },
    ),
  command: (site) => ({
    program: process.execPath,
    args: [...forLargeAnswers, 'dist/server.js'],
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      HOST: site.addresses.host,
      PORT: String(site.addresses.ports.grafana),
      PROMETHEUS_URL: site.addresses.url('prometheus'),
      LOKI_URL: site.addresses.url('loki'),
      ALERTMANAGER_URL: site.addresses.url('alertmanager'),
      TRACES_URL: site.addresses.url(site.traceStore),
      TRACES_TYPE: site.traceStore,
      PLATFORM_STATE: site.home.stateFile,
      ...knownAs(site, 'viewer'),
      ...openedByKeys(site),
    },
  }),
  ready: (site) => httpProbe(site, 'grafana', '/api/health'),
};
