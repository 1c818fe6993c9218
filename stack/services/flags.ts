import type { Component } from '../component';
import { inRepository } from '../repository';
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
  command: ({ addresses }) => ({
    program: process.execPath,
    args: ['dist/main.js'],
    cwd: folder,
    env: { NODE_ENV: 'production', HOST: addresses.host, PORT: String(addresses.ports.flags) },
  }),
  ready: ({ addresses }) => ({ kind: 'http', url: `${addresses.url('flags')}/health/live` }),
};
