import { join } from 'node:path';
import type { Component } from '../component';
import { inRepository } from '../repository';
import { httpProbe } from '../supervise/http-probe';
import { knownAs } from './known-as';
import { versionOf } from './version-of';

const folder = inRepository('services', 'bank');

/** The simulated acquirer: a third party, so without telemetry. */
export const bank: Component = {
  name: 'bank',
  title: 'Bank (simulated)',
  version: versionOf(folder),
  ports: ['bank'],
  address: (at) => at.url('bank'),
  after: [],
  yields: true,
  command: (site) => ({
    program: process.execPath,
    args: ['dist/main.js'],
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      HOST: site.addresses.host,
      PORT: String(site.addresses.ports.bank),
      // Money that a killed bank forgets would be taken twice.
      BANK_LEDGER_FILE: join(site.home.data('bank'), 'ledger.jsonl'),
      ...knownAs(site, 'bank'),
      ...(site.certificates && { BANK_API_KEYS_FILE: site.home.apiKeysFile }),
    },
  }),
  ready: (site) => httpProbe(site, 'bank', '/health/live'),
};
