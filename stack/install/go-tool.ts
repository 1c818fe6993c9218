import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSettings } from '../settings';
import { runTool } from './tool';

export interface GoTool {
  readonly name: string;
  /** The folder of the Go module that pins it. */
  readonly module: string;
  /** The package to build: `.`, or the path of a tool that the module requires. */
  readonly package: string;
  /** What would do where there is no Go. */
  readonly remedy: string;
}

/**
 * A small Go program for a test or a command, built once for what its module says, and kept in the cache.
 *
 * @returns its path. @throws {ToolMissing} where there is no Go. @throws {ToolFailed} where it cannot be built.
 */
export async function goTool({ name, module, package: path, remedy }: GoTool): Promise<string> {
  const digest = createHash('sha256');
  for (const file of readdirSync(module).sort()) digest.update(readFileSync(join(module, file)));
  const program = join(readSettings().cache, 'tools', `${name}-${digest.digest('hex').slice(0, 8)}`);
  if (existsSync(program)) return program;
  mkdirSync(dirname(program), { recursive: true });
  const draft = mkdtempSync(join(dirname(program), '.making-'));
  const caches = mkdtempSync(join(tmpdir(), 'sightline-go-'));
  try {
    const env = {
      GOMODCACHE: join(caches, 'mod'),
      GOCACHE: join(caches, 'go'),
      GOFLAGS: '-modcacherw',
      GOWORK: 'off',
      CGO_ENABLED: '0',
    };
    await runTool('go', {
      args: ['build', '-trimpath', '-ldflags=-s -w', `-o=${join(draft, name)}`, path],
      cwd: module,
      env: { ...process.env, ...env },
      remedy,
    });
    renameSync(join(draft, name), program);
    return program;
  } finally {
    for (const folder of [draft, caches]) rmSync(folder, { recursive: true, force: true });
  }
}
