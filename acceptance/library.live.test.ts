import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, inRepository } from '@sightline/stack';
import { waitUntil } from '@sightline/stores';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runningPlatform } from './platform';
import { type Program, run, startProgram } from './program';
import { sightline } from './sightline';

const platform = runningPlatform();
const since = new Date();
/** Nothing of this repository is above it. */
const folder = mkdtempSync(join(tmpdir(), 'sightline-elsewhere-'));
const running: Program[] = [];
const patience = { timeout: 60_000, interval: 250 };

beforeAll(async () => {
  await run(['npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    cwd: inRepository('observability'),
  });
  await run([process.execPath, 'package/pack.mjs', folder], { cwd: inRepository('alerts') });
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "elsewhere", "version": "1.0.0" }');
  const nest = ['@nestjs/common@11', '@nestjs/core@11', '@nestjs/platform-fastify@11', 'reflect-metadata', 'rxjs@7'];
  await run(
    ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...tarballs.map((name) => `./${name}`), ...nest],
    { cwd: folder },
  );
  await run(['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '@types/node@20', 'typescript@5'], {
    cwd: folder,
  });
}, 300_000);
afterAll(async () => {
  await Promise.all(running.map((program) => program.stop()));
  rmSync(folder, { recursive: true });
});

/** A program of the library's README, by the name of its file there. */
function fromReadme(name: string): string {
  const readme = readFileSync(inRepository('observability', 'README.md'), 'utf8');
  const [, source] = new RegExp(`\`\`\`ts\n// ${name}\n([^]*?)\`\`\``).exec(readme) ?? [];
  if (source === undefined) throw new Error(`observability/README.md has no ${name}`);
  return source;
}

async function start(name: string, ...options: string[]): Promise<string> {
  writeFileSync(join(folder, `${name}.ts`), fromReadme(`${name}.ts`));
  writeFileSync(join(folder, 'greeter-catalogue.ts'), catalogueOfGreeter());
  const strict = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node', ...options];
  await run([process.execPath, join('node_modules', 'typescript', 'bin', 'tsc'), ...strict, `${name}.ts`], {
    cwd: folder,
  });
  const port = String(await freePort());
  const program = await startProgram(
    [process.execPath, '--require', '@sightline/observability/preload', `${name}.js`],
    {
      cwd: folder,
      env: {
        PORT: port,
        OTEL_SERVICE_NAME: name,
        OTEL_EXPORTER_OTLP_ENDPOINT: platform.addresses.url('otlpHttp'),
        OTEL_BSP_SCHEDULE_DELAY: '200',
        LOKI_URL: platform.addresses.url('lokiReceiver'),
      },
    },
    /^listening$/,
  );
  running.push(program);
  return `http://127.0.0.1:${port}`;
}

/** The names of the first program, for the second: what it declares, and nothing that listens. */
const catalogueOfGreeter = () =>
  fromReadme('greeter.ts')
    .replace(/^import \{ createServer.*$/m, '')
    .replace('const { metrics', 'export const { metrics')
    .split('const server')[0] ?? '';

interface TraceJson {
  readonly spans: readonly { readonly name: string; readonly service: string }[];
  readonly logs: readonly { readonly service: string; readonly message: string }[];
}

const decorators = ['--experimentalDecorators', '--emitDecoratorMetadata'];

describe.each([
  ['plain Node.js', 'greeter', []],
  ['NestJS', 'nest-greeter', decorators],
] as const)('twenty lines of %s, in a folder of its own, with the library from its tarball', (_, name, options) => {
  let url: string;
  let traceId: string;
  beforeAll(async () => {
    url = await start(name, ...options);
    traceId = (await (await fetch(`${url}/hello`)).json()).traceId;
  });

  it('are no more than twenty', () => {
    expect(fromReadme(`${name}.ts`).trim().split('\n').length).toBeLessThanOrEqual(20);
  });

  it('are followed by the command, with their log line in its place', async () => {
    await expect
      .poll(async () => {
        const said = await sightline('trace', traceId, '--json');
        if (said.code !== 0) return { err: said.err };
        const { spans, logs } = said.json<TraceJson>();
        return {
          spans: spans.map((span) => span.name),
          logs: logs.map(({ service, message }) => `${service}: ${message}`),
        };
      }, patience)
      .toEqual({
        spans: expect.arrayContaining(['greet', expect.stringMatching(/^GET/)]),
        logs: expect.arrayContaining([`${name}: Greeted`]),
      });
  });

  it('are found as the newest trace of the service', async () => {
    await expect
      .poll(async () => (await sightline('trace', '--last', '--service', name)).out, patience)
      .toContain(traceId);
  });

  it('count with an exemplar that opens the trace', async () => {
    const counted = `greetings_total{service_name="${name}"}`;
    const { value: exemplars } = await waitUntil(
      async () => {
        const found = await platform.metrics.exemplars(counted, { since });
        return found.some((exemplar) => exemplar.traceId === traceId) ? found : undefined;
      },
      { withinMs: 60_000, everyMs: 500 },
    );
    expect(exemplars).toBeDefined();
    expect(await platform.metrics.sum(counted)).toBe(1);
  });
});

describe('the library, from its tarball', () => {
  it('has what receives telemetry in tests of others', async () => {
    const program = `import { Receiver } from '@sightline/observability/testing';
      const receiver = new Receiver();
      console.log(await receiver.start());
      await receiver.stop();`;
    writeFileSync(join(folder, 'receive.mjs'), program);
    expect(await run([process.execPath, 'receive.mjs'], { cwd: folder })).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
  });
});

describe('the compiler of SLOs, from its tarball', () => {
  const slo = () => inRepository('alerts', 'slos', 'order-availability.yaml');

  it('is a command that makes what the platform makes', async () => {
    const elsewhere = await run(['npx', 'sightline-slo', 'compile', slo()], { cwd: folder });
    const here = await sightline('slo', 'compile', slo());
    expect(elsewhere.trim()).toBe(here.out.trim());
  });

  it('is a library', async () => {
    writeFileSync(
      join(folder, 'compile.mjs'),
      `import { compile } from '@sightline/slo';
       import { readFileSync } from 'node:fs';
       const { slos } = compile([{ file: 'slo.yaml', text: readFileSync(process.argv[2], 'utf8') }]);
       console.log(slos.map(({ slo }) => slo.id).join());`,
    );
    expect((await run([process.execPath, 'compile.mjs', slo()], { cwd: folder })).trim()).toBe('order-availability');
  });
});
