import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engines } from '../components';
import { goWorkspace } from './go-workspace';
import { prometheus } from './prometheus';

const read = (file: string) => readFileSync(file, 'utf8');
const folder = dirname(goWorkspace);
const workspace = read(goWorkspace);
const used = [...workspace.matchAll(/^\t(\.\S+)$/gm)].map(([, path = '']) => join(folder, path));
const replaced = [...workspace.matchAll(/^\t(\S+) => (\S+)$/gm)].map(([, module = '', path = '']) => ({
  module,
  path,
}));

/** `module version`, for every module that the module in `path` asks for. */
const asked = (path: string) =>
  [...read(join(path, 'go.mod')).matchAll(/^\t(?:\/\/.*|(\S+ v\S+).*)$/gm)].flatMap(([, line]) => line ?? []);

const version = (lines: readonly string[], module: string) =>
  lines.find((line) => line.startsWith(`${module} `))?.split(' ')[1];

describe('the workspace of the Go engines', () => {
  it('holds the module of every engine that is built in it', () => {
    const built = engines.flatMap(({ installation: { registry } }) =>
      registry?.kind === 'go' && registry.workspace === goWorkspace ? [registry.module] : [],
    );
    expect(new Set(built)).toEqual(new Set(used));
    expect(built.length).toBeGreaterThan(2);
  });

  it('makes Prometheus from the state that the collector’s receiver is made with', () => {
    const versions = used.map((path) => version(asked(path), 'github.com/prometheus/prometheus')).filter(Boolean);
    expect(versions).toHaveLength(2);
    expect(new Set(versions).size).toBe(1);
    const [, release, day] = /^v0\.3(\d+)\..*-0\.(\d{8})/.exec(versions[0] ?? '') ?? [];
    const { registry } = prometheus.installation;
    expect(registry?.kind === 'go' && registry.version).toBe(`3.${Number(release)}.2-${day}`);
  });

  it('puts a module of ours, which says so, in the place of each library that is left out', () => {
    expect(replaced.length).toBeGreaterThan(0);
    for (const { module, path } of replaced) {
      expect(read(join(folder, path, 'go.mod'))).toMatch(new RegExp(`^module ${module.replaceAll('.', '\\.')}\n`));
      expect(read(join(folder, 'absent', 'README.md'))).toContain(`\`${path.replace('./absent/', '')}\``);
    }
  });

  it('declares for them no newer libraries than the engines ask for themselves: it would move theirs', () => {
    const engine = used.flatMap(asked);
    for (const line of replaced.flatMap(({ path }) => asked(join(folder, path)))) {
      const [module = '', wanted] = line.split(' ');
      expect([wanted, undefined], module).toContain(version(engine, module));
    }
  });

  it('has its checksums committed', () => {
    expect(existsSync(join(folder, 'go.work.sum'))).toBe(true);
  });
});
