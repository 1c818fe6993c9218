import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOfInputs, isBuiltFrom, stampOf } from './page-inputs';

/** Builds the page unless it is there already, built from the same inputs. */
const folder = join(__dirname, '..', '..');
const hash = hashOfInputs(folder);

if (isBuiltFrom(folder, hash)) {
  console.log('the page is built already');
} else {
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status === 0) writeFileSync(stampOf(folder), hash);
  process.exitCode = status ?? 1;
}
