import { readFileSync } from 'node:fs';
import { defaultPorts, inRepository, knownPorts, type PortName, portVariable } from '@sightline/stack';
import { usageError } from '../cli-error';
import { withService } from './insertions';
import { present, refuseName } from './refuse-name';
import { spellingsOf } from './spellings';
import { fillTemplate, type PlannedFile } from './template';

/** A command that makes the rest from what was written. */
export interface Step {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
}

export interface ServicePlan {
  readonly name: string;
  readonly port: number;
  readonly files: readonly PlannedFile[];
  /** Files that are there, as they will be. */
  readonly changes: readonly PlannedFile[];
  /** In this order. */
  readonly steps: readonly Step[];
}

const generators = ['@sightline/catalogue', '@sightline/alerts', 'grafana-dashboard-builder'];

/**
 * All that a new service needs, without writing anything.
 *
 * @param options.port where it listens; the next free one beside the others when left out.
 * @throws {CliError} USAGE where the name or the port will not do, or a file is there already.
 */
export function planService(
  name: string,
  { port = nextPort() }: { readonly port?: number | undefined } = {},
): ServicePlan {
  refuseName(name);
  const holder = Object.entries(knownPorts).find(([, each]) => each === port)?.[0];
  if (holder !== undefined) throw usageError(`Port ${port} is ${holder}'s: leave --port out for the next free one`);
  const words = {
    ...spellingsOf(name),
    ...versions(),
    port: String(port),
    portVariable: portVariable(name as PortName),
  };
  const files = fillTemplate(words);
  const already = present(files.map(({ path }) => path));
  if (already.length > 0) throw usageError(`There already is ${already.join(', ')}: nothing was written`);
  const changes = withService(words);
  return { name, port, files, changes, steps };
}

const steps: readonly Step[] = [
  {
    title: 'link the workspace',
    command: ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'],
  },
  { title: 'format', command: ['npx', 'biome', 'check', '--write', '.'] },
  { title: 'compile', command: ['npx', 'tsc', '-b'] },
  ...generators.map(
    (workspace): Step => ({
      title: `generate ${workspace.replace('@sightline/', '')}`,
      command: ['npm', 'run', 'generate', '-w', workspace],
    }),
  ),
];

/** The next beside those of the shop. */
function nextPort(): number {
  const used = new Set<number>(Object.values(knownPorts));
  const isFree = (port: number) => !used.has(port);
  return Array.from({ length: 90 }, (_, index) => defaultPorts.order + index).find(isFree) ?? 0;
}

/** The platform's version, and those of the libraries that the services have. */
function versions() {
  const { version, dependencies } = JSON.parse(readFileSync(inRepository('services', 'order', 'package.json'), 'utf8'));
  return {
    version,
    nest: dependencies['@nestjs/common'],
    swagger: dependencies['@nestjs/swagger'],
    nestjsZod: dependencies['nestjs-zod'],
    zod: dependencies.zod,
  };
}
