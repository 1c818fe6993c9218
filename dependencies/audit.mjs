/**
 * `npm run audit`: what is known to be wrong with the packages that are installed, by the registry's own account. Fails for what no
 * exception in exceptions.json puts up with, and for an exception that is over. A registry that cannot be asked is told, loudly,
 * and fails nothing: then nothing was audited.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { judge } from './judge.mjs';
import { exceptions, locked, root } from './locks.mjs';

const today = new Date().toISOString().slice(0, 10);
const found = [];
const silent = [];
for (const folder of locked) {
  const { stdout, error } = spawnSync('npm', ['audit', '--json', '--package-lock-only', '--ignore-scripts'], {
    cwd: join(root, folder),
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  const report = parsed(stdout);
  if (report?.vulnerabilities) found.push(report);
  else silent.push(`${folder}: ${error?.message ?? report?.message ?? 'npm audit gave no report'}`);
}

const { problems, notes } = judge(found, exceptions().advisories, today);
for (const note of notes) console.log(note);
if (silent.length > 0) {
  console.warn('\n!!! NOT AUDITED: the registry in use does not say what is known of its packages.');
  for (const line of silent) console.warn(`!!! ${line}`);
  console.warn('!!! Run it where the registry of npm itself can be asked.\n');
}
// govulncheck reads a database on the internet, which a module proxy does not have.
console.warn(
  'Not audited here: Go modules of the engines and the collector. Where there is internet: cd collector/components && go run golang.org/x/vuln/cmd/govulncheck@latest ./...',
);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else if (found.length > 0)
  console.log(`${found.length} of ${locked.length} lock files audited: nothing that is not put up with`);

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
