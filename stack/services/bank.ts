import { join } from 'node:path';
import type { Component } from '../component';
import { inRepository } from '../repository';
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
  command: ({ addresses, home }) => ({
    program: process.execPath,
    args: ['dist/main.js'],
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      HOST: addresses.host,
      PORT: String(addresses.ports.bank),
      // Money that a killed bank forgets would be taken twice.
      BANK_LEDGER_FILE: join(home.data('bank'), 'ledger.jsonl'),
    },
  }),
  ready: ({ addresses }) => ({ kind: 'http', url: `${addresses.url('bank')}/health/live` }),
};
