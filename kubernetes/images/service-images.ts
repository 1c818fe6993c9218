import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inRepository, repositoryRoot, runTool } from '@sightline/stack';
import type { Image } from './archive';
import { base, Stage } from './stage';

/** What no image needs; the same is in .dockerignore. */
const notNeeded =
  /\/(?:node_modules|\.git|\.sightline|\.secrets|docs|testing|bench)(?:\/|$)|\.test\.|\.tsbuildinfo$|\.map$/;
/** What the services import, and they themselves. */
const folders = [
  'services',
  'observability',
  'inbox',
  'traffic',
  'loki-api',
  'promql',
  'stores',
  'alerts',
  'kubernetes/alerts',
];
const started = ['services', '@sightline/inbox', '@sightline/traffic', '@sightline/loki-api'];

/** The images that the chart runs, as the Dockerfile makes them: `services`, with everything of ours, and `collector`. */
export async function serviceImages(collectorProgram: string, work: string): Promise<Image[]> {
  const libraries = new Stage(join(work, 'libraries'));
  for (const path of await productionPackages())
    libraries.copy(path, join('/sightline', relative(repositoryRoot, path)), { links: true });
  const ours = new Stage(join(work, 'ours'));
  for (const folder of folders) ours.copy(inRepository(folder), `/sightline/${folder}`, { without: notNeeded });
  ours.copy(inRepository('stack', 'config', 'postgres'), '/sightline/sql');
  ours.copy(inRepository('package.json'), '/sightline/package.json');
  ours.copy(inRepository('package-lock.json'), '/sightline/package-lock.json');
  const collector = base(new Stage(join(work, 'collector'))).makeFolder('/var/lib/otelcol');
  await collector.program(collectorProgram, '/otelcol-sightline');
  collector.copy('/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/certs/ca-certificates.crt');
  return [
    {
      name: 'localhost/sightline/services:test',
      layers: [await nodeLayer(work), libraries.folder, ours.folder],
      user: '1000:1000',
      workingFolder: '/sightline',
    },
    {
      name: 'localhost/sightline/collector:test',
      layers: [collector.folder],
      user: '10001:10001',
      entrypoint: ['/otelcol-sightline'],
    },
  ];
}

/** The Node.js that runs this. */
async function nodeLayer(work: string): Promise<string> {
  const stage = base(new Stage(join(work, 'node')));
  await stage.program(process.execPath, '/usr/local/bin/node');
  return stage.folder;
}

/** The folders of all packages that what is started needs to run, links to the workspaces among them. */
async function productionPackages(): Promise<string[]> {
  const args = [
    'ls',
    '--omit=dev',
    '--omit=optional',
    '--all',
    '--parseable',
    ...started.map((name) => `--workspace=${name}`),
  ];
  const lines = await runTool('npm', { args, cwd: repositoryRoot, env: process.env, remedy: 'it comes with Node.js' });
  const installed = lines.filter((path) => path.startsWith(inRepository('node_modules')));
  const links = readdirSync(inRepository('node_modules', '@sightline')).map((name) =>
    inRepository('node_modules', '@sightline', name),
  );
  return [...new Set([...installed, ...links])];
}
