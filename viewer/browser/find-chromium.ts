import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

export type Chromium = { readonly path: string } | { readonly missing: string };

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A Chromium to look with: the one that SIGHTLINE_CHROMIUM names, one on PATH, Playwright's own, or, as root on a build machine
 * (CI set), the package manager's.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): Chromium {
  const found = env.SIGHTLINE_CHROMIUM ?? onPath(env) ?? playwrights() ?? packaged(env);
  if (found) return { path: found };
  return {
    missing:
      'NO BROWSER: install one (apt-get install chromium, or npx playwright-core install chromium), or name it with SIGHTLINE_CHROMIUM',
  };
}

function onPath({ PATH = '' }: NodeJS.ProcessEnv): string | undefined {
  const candidates = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return candidates.find(isExecutable);
}

function playwrights(): string | undefined {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

function packaged(env: NodeJS.ProcessEnv): string | undefined {
  const mayInstall = Boolean(env.CI) && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) return undefined;
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
    return onPath(env);
  } catch {
    return undefined;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
