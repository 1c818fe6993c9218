import { join } from 'node:path';
import type { Component, Site } from '../component';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import { knownAs, openedByKeys } from './known-as';
import { otlpTo } from './otlp-to';
import { versionOf } from './version-of';

const folder = inRepository('inbox');

/** Receives what pager, chat and mail would have received. */
export const inbox: Component = {
  name: 'inbox',
  title: 'Inbox',
  version: versionOf(folder),
  ports: ['inbox'],
  address: (at) => at.url('inbox'),
  after: [],
  command: (site) => ({
    program: process.execPath,
    args: ['dist/main.js'],
    cwd: folder,
    env: environment(site),
  }),
  ready: (site) => httpProbe(site, 'inbox', '/health/live'),
};

const environment = (site: Site) => {
  const { addresses, home, traceStore, certificates } = site;
  return {
    NODE_ENV: 'production',
    HOST: addresses.host,
    PORT: String(addresses.ports.inbox),
    INBOX_FILE: join(home.data('inbox'), 'notifications.ndjson'),
    INBOX_URL: addresses.url('inbox'),
    PROMETHEUS_URL: addresses.url('prometheus'),
    TRACES_URL: addresses.url(traceStore),
    TRACES_TYPE: traceStore,
    DASHBOARDS_URL: addresses.url('grafana'),
    ALERTMANAGER_URL: addresses.url('alertmanager'),
    ALERTMANAGER_API_URL: addresses.url('alertmanager'),
    ...otlpTo(addresses, certificates?.authority, certificates?.of('inbox')),
    ...knownAs(site, 'inbox'),
    ...openedByKeys(site),
  };
};
