import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasLibraries, installLibraries } from './libraries';
import { hashOfInputs, isBuiltFrom, stampOf } from './page-inputs';

/**
 * Builds the page unless it is there already, built from the same sources. Its libraries are of its own, outside the
 * workspaces: they are as large as all others together, and only needed where Grafana is not to be had.
 */
const viewer = join(__dirname, '..', '..');
const page = join(viewer, 'page');
const hash = hashOfInputs(page);

if (isBuiltFrom(viewer, hash) && hasLibraries(page)) {
  console.log('the page is built already');
} else {
  const built = (hasLibraries(page) || installLibraries(page)) && build();
  if (built) writeFileSync(stampOf(viewer), hash);
  process.exitCode = built ? 0 : 1;
}

function build(): boolean {
  const vite = join(page, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--logLevel', 'warn'];
  return spawnSync(process.execPath, args, { cwd: page, stdio: 'inherit' }).status === 0;
}
