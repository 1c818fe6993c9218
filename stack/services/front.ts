import type { Component } from '../component';
import type { InstanceName } from '../replicas';
import { inRepository } from '../repository';
import type { ApplicationName } from './applications';
import { versionOf } from './version-of';

const folder = inRepository('services', 'front');

export interface Fronted {
  readonly name: ApplicationName;
  readonly instances: readonly InstanceName[];
}

/** Takes the requests for services of which there are several, at the address that each has when it is alone. */
export const frontBefore = (services: readonly Fronted[]): Component => ({
  name: 'front',
  title: 'Front',
  version: versionOf(folder),
  ports: ['front', ...services.map(({ name }) => name)],
  address: (at) => services.map(({ name }) => at.url(name)).join(' '),
  partOf: services.map(({ name }) => name),
  after: services.flatMap(({ instances }) => instances),
  command: ({ addresses }) => ({
    program: process.execPath,
    args: ['dist/main.js'],
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      HOST: addresses.host,
      PORT: String(addresses.ports.front),
      FRONT_SERVICES: JSON.stringify(
        services.map(({ name, instances }) => ({
          name,
          port: addresses.ports[name],
          instances: instances.map((instance) => ({ name: instance, url: addresses.url(instance) })),
        })),
      ),
    },
  }),
  ready: ({ addresses }) => ({ kind: 'http', url: `${addresses.url('front')}/health/live` }),
});
