import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Engine } from '../component';
import { EngineCache } from '../install/engine-cache';
import { GoWorkshop } from '../install/go-workshop';
import type { Installation } from '../install/installation';
import { ReleaseHosts } from '../install/release-hosts';
import type { Workshop } from '../install/workshop';

/** An engine whose program only says its version. */
export function testEngine(installation: Partial<Installation> = {}): Engine {
  return {
    name: 'loki',
    title: 'Loki',
    version: '3.7.8',
    ports: [],
    after: [],
    command: () => ({ program: 'loki', args: [] }),
    ready: () => ({ kind: 'running' }),
    installation: { programs: [{ name: 'loki', path: 'loki' }], ...installation },
  };
}

export function testWorkshop(
  folder: string,
  { env = {}, mirror }: { env?: NodeJS.ProcessEnv; mirror?: string } = {},
): Workshop {
  const cache = new EngineCache(join(folder, 'cache'));
  const { signal } = new AbortController();
  const go = new GoWorkshop(cache.buildFolder, signal);
  return { env: { PATH: '', ...env }, cache, hosts: new ReleaseHosts(mirror), go, signal };
}

/** Puts a program at `path` that says `version` when asked. */
export function putProgram(path: string, version: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "loki, version ${version}"\n`);
  chmodSync(path, 0o755);
  return path;
}
