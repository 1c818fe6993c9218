import type { Component } from '../component';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import { versionOf } from './version-of';

const folder = inRepository('traffic');

/** A few shoppers, so that there is always something to look at. */
export const traffic: Component = {
  name: 'traffic',
  title: 'Traffic',
  version: versionOf(folder),
  ports: ['traffic'],
  // Without the collector nobody could see them.
  needs: ['order', 'payment', 'collector'],
  after: [],
  command: ({ addresses, home, certificates }) => ({
    program: process.execPath,
    args: ['dist/main.js'],
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      HOST: addresses.host,
      PORT: String(addresses.ports.traffic),
      ORDER_URL: addresses.url('order'),
      SIGHTLINE_API_KEY_FILE: home.key('shopper'),
      ...(certificates && { NODE_EXTRA_CA_CERTS: certificates.authority }),
    },
  }),
  ready: (site) => httpProbe(site, 'traffic', '/health/live'),
};
