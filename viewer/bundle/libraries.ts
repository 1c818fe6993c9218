import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What npm writes last when it installs. */
const accountOf = (page: string): string => join(page, 'node_modules', '.package-lock.json');

/** Whether the page's libraries are there, and not older than the lock file that names them. */
export const hasLibraries = (page: string): boolean =>
  existsSync(accountOf(page)) && statSync(accountOf(page)).mtimeMs >= statSync(join(page, 'package-lock.json')).mtimeMs;

/** Installs what the page's own lock file asks for; without install scripts, none is needed. */
export const installLibraries = (page: string): boolean =>
  spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: page,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  }).status === 0;
