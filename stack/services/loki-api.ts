import type { Component } from '../component';
import { inRepository } from '../repository';
import { forLargeAnswers } from './large-answers';
import { versionOf } from './version-of';

const folder = inRepository('loki-api');

/** Answers what Loki is asked, at Loki's port, from what VictoriaLogs keeps. */
export const lokiApi: Component = {
  name: 'loki-api',
  title: 'Loki API',
  version: versionOf(folder),
  ports: ['loki'],
  address: (at) => at.url('loki'),
  needs: ['victorialogs'],
  after: [],
  yields: true,
  standsInFor: 'loki',
  command: ({ addresses }) => ({
    program: process.execPath,
    args: [...forLargeAnswers, 'dist/main.js'],
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      HOST: addresses.host,
      PORT: String(addresses.ports.loki),
      VICTORIALOGS_URL: addresses.url('victorialogs'),
    },
  }),
  ready: ({ addresses }) => ({ kind: 'http', url: `${addresses.url('loki')}/ready` }),
  // That asks VictoriaLogs; this does not.
  alive: ({ addresses }) => ({ kind: 'http', url: `${addresses.url('loki')}/metrics` }),
};
