import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Engine, EngineName } from '../component';
import { engines } from '../components';
import { PlatformError } from '../platform-error';
import { readSettings } from '../settings';
import { EngineCache } from './engine-cache';
import { isFound } from './found';
import { inCache } from './from-cache';
import { givenPathVariable } from './given-path-variable';

/**
 * The path of an engine's program that was given or is in the cache, for tools and tests that start it themselves. Nothing is
 * fetched or built.
 *
 * @throws {PlatformError} ENGINE_UNAVAILABLE
 */
export function programAtHand(name: EngineName, program: string, env: NodeJS.ProcessEnv = process.env): string {
  const engine = engines.find((each) => each.name === name);
  if (!engine?.installation.programs.some((each) => each.name === program))
    throw new Error(`${name} has no program ${program}`);
  const given = env[givenPathVariable(name)];
  if (given) return existing(join(dirname(given), program), engine);
  const outcome = inCache(engine, new EngineCache(readSettings(env).cache));
  if (!isFound(outcome)) throw unavailable(engine, outcome.passed);
  return existing(outcome.programs[program] ?? '', engine);
}

/** The same, or nothing where there is none. */
export function programIfAtHand(...asked: Parameters<typeof programAtHand>): string | undefined {
  try {
    return programAtHand(...asked);
  } catch (error) {
    if (error instanceof PlatformError) return undefined;
    throw error;
  }
}

function existing(path: string, engine: Engine): string {
  if (existsSync(path)) return path;
  throw unavailable(engine, `${path} is not there`);
}

const unavailable = ({ title, name }: Engine, problem: string) =>
  new PlatformError('ENGINE_UNAVAILABLE', {
    problem,
    remedy: `let npm start get ${title}, or give its program with ${givenPathVariable(name)}=<path>`,
  });
