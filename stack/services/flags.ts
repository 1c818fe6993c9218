import type { Component } from '../component';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import { knownAs } from './known-as';
import { telemetryOf } from './telemetry-of';
import { versionOf } from './version-of';

const folder = inRepository('services', 'flags');

/** Switches mistakes of the services on and off. They all work without it. */
export const flags: Component = {
  name: 'flags',
  title: 'Flags',
  version: versionOf(folder),
  ports: ['flags'],
  address: (at) => at.url('flags'),
  after: [],
  command: (site) => ({
    program: process.execPath,
    args: ['--require', '@sightline/observability/preload', 'dist/main.js'],
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      HOST: site.addresses.host,
      PORT: String(site.addresses.ports.flags),
      SIGHTLINE_API_KEYS_FILE: site.home.apiKeysFile,
      ...knownAs(site, 'flags'),
      ...telemetryOf(site, { name: 'flags', version: versionOf(folder) }),
      // It has the trace of whoever switches a flag, and is asked once a second by each service, which nobody wants to see.
      OTEL_TRACES_EXPORTER: 'none',
    },
  }),
  ready: (site) => httpProbe(site, 'flags', '/health/live'),
};
