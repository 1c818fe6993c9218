import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineName } from '../component';
import { engines } from '../components';
import { PlatformError } from '../platform-error';
import { readSettings } from '../settings';
import { EngineCache } from './engine-cache';
import { givenPathVariable } from './given-path-variable';

/**
 * The path of an engine's program that was given or is in the cache, for tools and tests that start it themselves. Nothing is
 * fetched or built.
 *
 * @throws {PlatformError} ENGINE_UNAVAILABLE
 */
export function programAtHand(name: EngineName, program: string, env: NodeJS.ProcessEnv = process.env): string {
  const engine = engines.find((each) => each.name === name);
  const file = engine?.installation.programs.find((each) => each.name === program);
  if (!engine || !file) throw new Error(`${name} has no program ${program}`);
  const given = env[givenPathVariable(name)];
  const path = given
    ? join(dirname(given), program)
    : join(new EngineCache(readSettings(env).cache).folder(engine), file.path);
  if (existsSync(path)) return path;
  throw new PlatformError('ENGINE_UNAVAILABLE', {
    problem: `${path} is not there`,
    remedy: `let npm start get ${engine.title}, or give its program with ${givenPathVariable(name)}=<path>`,
  });
}
