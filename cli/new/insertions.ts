import { readFileSync } from 'node:fs';
import { inRepository } from '@sightline/stack';
import { CliError } from '../cli-error';
import { fill, type PlannedFile } from './template';

/** What is added to a file of the repository, before a text that stands there once. */
interface Insertion {
  readonly path: string;
  readonly before: string;
  readonly text: string;
}

/**
 * Where a list cannot be read off the service's folder: a compiler, an editor or a program that is not ours wants it written down.
 * Formatting and the order of imports are left to `biome check --write`.
 */
const insertions: readonly Insertion[] = [
  { path: 'tsconfig.json', before: '    { "path": "inbox" },\n', text: '    { "path": "services/%name%" },\n' },
  { path: 'services/README.md', before: '| `bank` |', text: '| `%name%` | a NestJS application |\n' },
  { path: 'services/catalogue/http-services.ts', before: '] as const', text: ", '%name%'" },
  { path: 'services/catalogue/shop.ts', before: 'import { payments }', text: "import { %camel% } from './%name%';\n" },
  { path: 'services/catalogue/shop.ts', before: '  libraryCatalogue,\n', text: '  %camel%,\n' },
  { path: 'stack/services/applications.ts', before: '} as const;', text: "  '%name%': %port%,\n" },
  { path: 'stack/components.ts', before: 'import { traffic }', text: "import { %camel% } from './services/%name%';\n" },
  { path: 'stack/components.ts', before: '  traffic,\n];', text: '  %camel%,\n' },
  {
    path: 'collector/config/base.yaml',
    before: '        - job_name: otel-collector\n',
    text: `        - job_name: %name%
          static_configs: \${env:%NAME%_TARGETS}
`,
  },
  { path: 'collector/config/base.yaml', before: 'otel-collector] }', text: '%name%, ' },
  {
    path: 'docker-compose.yml',
    before: '      BANK_TARGET: ',
    text: `      %NAME%_TARGETS: '[{ targets: ["%name%:%port%"], labels: { instance: %name%-1 } }]'\n`,
  },
  {
    path: 'docker-compose.yml',
    before: '  traffic:\n',
    text: `  %name%:
    <<: *service
    working_dir: /sightline/services/%name%
    command: [node, --require, '@sightline/observability/preload', dist/main.js]
    environment:
      <<: *instrumented
      PORT: %port%
      OTEL_SERVICE_NAME: %name%
      OTEL_RESOURCE_ATTRIBUTES: service.namespace=sightline,service.version=%version%,service.instance.id=%name%-1,deployment.environment.name=\${SIGHTLINE_ENVIRONMENT:-local}
    volumes:
      - \${SIGHTLINE_SECRETS:-./.secrets}/keys:/run/keys:ro
      - \${SIGHTLINE_SECRETS:-./.secrets}/services:/run/services:ro
    ports: ['127.0.0.1:\${%portVariable%:-%port%}:%port%']
    depends_on:
      collector: { condition: service_healthy }
    healthcheck:
      <<: *health
      test: [CMD, node, /sightline/stack/compose/answers.mjs, 'http://127.0.0.1:%port%/health/ready']

`,
  },
  {
    path: 'docker-compose.production.permissive.yml',
    before: '  bank:\n',
    text: `  %name%:
    environment:
      <<: *known
      NODE_EXTRA_CA_CERTS: /run/tls/authority.pem
      FLAGS_URL: https://flags:8016
    healthcheck:
      test: [CMD, node, /sightline/stack/compose/answers.mjs, 'https://localhost:%port%/health/ready']

`,
  },
];

/**
 * The files that name each service, with a new one named.
 *
 * @throws {CliError} USAGE where a file is not as it was when this was written.
 */
export function withService(words: Readonly<Record<string, string>>): PlannedFile[] {
  const texts = new Map<string, string>();
  for (const { path, before, text } of insertions) {
    const present = texts.get(path) ?? readFileSync(inRepository(path), 'utf8');
    texts.set(path, insert(present, { path, before, text: fill(text, words) }));
  }
  const closed = readFileSync(inRepository(closedOverlay), 'utf8');
  texts.set(
    closedOverlay,
    insert(closed, { path: closedOverlay, before: '  bank:\n', text: closedPart(closed, words) }),
  );
  return [...texts].map(([path, text]) => ({ path, text }));
}

const closedOverlay = 'docker-compose.production.yml';

/** As payment has it where others can reach the machine, but for its database, and for the networks of what it does not talk to. */
function closedPart(overlay: string, { name = '' }: Readonly<Record<string, string>>): string {
  const [, part] = /^( {2}payment:\n(?: {4}.*\n)+)/m.exec(overlay) ?? [];
  if (part === undefined)
    throw new CliError('USAGE', `${closedOverlay} has no payment, whose part a new service copies`);
  return `${part
    .replace(/^.*(?:DATABASE_|\/passwords\/).*\n/gm, '')
    .replace(/networks: .*/, 'networks: [telemetry]')
    .replaceAll('payment', name)}\n`;
}

function insert(present: string, { path, before, text }: Insertion): string {
  const [head, tail, ...more] = present.split(before);
  if (head !== undefined && tail !== undefined && more.length === 0) return `${head}${text}${before}${tail}`;
  throw new CliError(
    'USAGE',
    `${path} has ${more.length > 0 ? 'more than one' : 'no'} "${before.trim()}", before which a new service is named: put the place right, or add to cli/new/insertions.ts where it is now`,
  );
}
