/**
 * Builds Sloth v0.16.0 from the Go module registry and remakes generated/ from inputs/ and cases.json:
 *
 *     node alerts/compiler/sloth/golden/remake.mjs
 *
 * Needed only when a case is added; the results are committed.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'sloth-golden-'));
const sloth = join(scratch, 'sloth');
const version = '-X github.com/slok/sloth/internal/info.Version=v0.16.0';

try {
  const build = ['build', '-mod=mod', '-ldflags', version, '-o', sloth, 'github.com/slok/sloth/cmd/sloth'];
  execFileSync('go', build, { cwd: join(here, 'tool'), stdio: 'inherit' });
  for (const { name, input, period, windows, labels = {} } of JSON.parse(
    readFileSync(join(here, 'cases.json'), 'utf8'),
  )) {
    const options = [
      'generate',
      '--no-log',
      '--input',
      join(here, 'inputs', input),
      '--out',
      join(here, 'generated', `${name}.yml`),
    ];
    if (period) options.push('--default-slo-period', period);
    if (windows) {
      // Sloth reads a whole folder of windows: give it this file alone.
      const folder = mkdtempSync(join(scratch, 'windows-'));
      copyFileSync(join(here, 'windows', windows), join(folder, windows));
      options.push('--slo-period-windows-path', folder);
    }
    for (const [label, value] of Object.entries(labels)) options.push('--extra-labels', `${label}=${value}`);
    execFileSync(sloth, options, { stdio: 'pipe' });
    console.log(name);
  }
} finally {
  rmSync(scratch, { recursive: true });
}
