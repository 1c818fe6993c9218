import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Engine, Site } from '../component';
import { inRepository } from '../repository';
import { java, javaArguments, javaEnvironment, sharedClasses, stopWithinSeconds } from './java';

const run = promisify(execFile);
const version = '4.1.0';
const archive = `https://archive.apache.org/dist/kafka/${version}/kafka_2.13-${version}.tgz`;

/** Any 22 characters will do for a cluster of one; kept, so that a data folder stays usable. */
const clusterId = 'SightlineLocalKafka0AA';

export const kafka: Engine = {
  name: 'kafka',
  title: 'Kafka',
  version,
  ports: ['kafka', 'kafkaController'],
  address: (at) => at.at('kafka'),
  after: [],
  yields: true,
  installation: {
    programs: [{ name: 'libs', path: 'libs' }],
    onPath: { command: 'kafka-server-start.sh', folder: '..' },
    versionOf: versionOfJars,
    runtime: 'java',
    release: { archive: () => archive, checksum: () => `${archive}.sha512`, algorithm: 'sha512', strip: 1 },
    registry: { kind: 'maven', module: inRepository('stack', 'engines', 'modules', 'kafka'), into: 'libs' },
  },
  onReady: async ({ addresses, certificates }) => {
    if (certificates === undefined) return;
    // Loaded here: it brings a client of Kafka, which nothing else of the runner needs.
    const { letIn } = await import('./kafka/let-in.js');
    const { authority } = certificates;
    await letIn({ brokers: [addresses.at('kafka')], authority, operator: certificates.of('operator') });
  },
  async prepare(site) {
    if (existsSync(join(site.home.data('kafka'), 'meta.properties'))) return;
    const format = ['kafka.tools.StorageTool', 'format', `--cluster-id=${clusterId}`, `--config=${propertiesOf(site)}`];
    await run(java(), [...javaArguments(jars(site)), ...format], {
      env: { ...process.env, ...environment(site) },
    });
  },
  stopWithinSeconds,
  command: (site) => ({
    program: java(),
    args: [
      ...sharedClasses(site, `kafka-${version}`),
      ...javaArguments(jars(site)),
      '-Dlog4j2.level=WARN',
      'kafka.Kafka',
      propertiesOf(site),
    ],
    env: environment(site),
  }),
  ready: ({ addresses, certificates }) => ({
    kind: 'exchange',
    host: addresses.host,
    port: addresses.ports.kafka,
    ...(certificates && { tls: certificates.of('operator') }),
    request: apiVersionsRequest,
    isWhole: (answer) => answer.length >= 4 && answer.length >= 4 + answer.readUInt32BE(),
  }),
};

/** ApiVersions, version 0, no client id: answered as soon as the broker takes requests. */
const apiVersionsRequest = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff]);

const jars = ({ program }: Site) => program('kafka', 'libs');

const inConfig = (file: string) => inRepository('stack', 'config', 'kafka', file);

/** Of what is said twice, Kafka takes the last. */
function propertiesOf({ certificates, home }: Site): string {
  if (certificates === undefined) return inConfig('server.properties');
  const file = home.run('config', 'kafka.properties');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    ['server', 'secure'].map((name) => readFileSync(inConfig(`${name}.properties`), 'utf8')).join('\n'),
  );
  return file;
}

const environment = ({ addresses, home, certificates }: Site) => ({
  ...javaEnvironment,
  KAFKA_LISTENER: addresses.at('kafka'),
  KAFKA_CONTROLLER_LISTENER: addresses.at('kafkaController'),
  KAFKA_DATA_DIR: home.data('kafka'),
  ...(certificates && {
    KAFKA_IDENTITY_FILE: certificates.of('kafka').both,
    KAFKA_AUTHORITY_FILE: certificates.authority,
  }),
});

function versionOfJars(folder: string): string | undefined {
  const libs = folder.endsWith('libs') ? folder : join(folder, 'libs');
  if (!existsSync(libs)) return undefined;
  return readdirSync(libs)
    .map((jar) => /^kafka-clients-(.+)\.jar$/.exec(jar)?.[1])
    .find(Boolean);
}
