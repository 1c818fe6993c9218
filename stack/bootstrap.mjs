/**
 * What `npm start` and `npm test` run, on a fresh clone too: installs what the lock file asks for, compiles, and hands over to the
 * command line or the test driver. The only file that must work before anything is installed, hence plain JavaScript.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [verb = 'up', ...args] = process.argv.slice(2);

requireNode(20, 19);
if (verb === 'down' && !existsSync(join(root, 'cli/dist'))) {
  console.log('nothing runs: Sightline has not been started from this checkout');
  process.exit(0);
}
const took = [];
if (verb !== 'down') await prepare();
const program = verb === 'test' ? 'stack/dist/test-run/lead.js' : 'cli/dist/main.js';
process.argv = [process.execPath, join(root, program), ...(verb === 'test' ? [...took, ...args] : [verb, ...args])];
await import(join(root, program));

function requireNode(major, minor) {
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  console.error(`Sightline needs Node.js ${major}.${minor} or later; this is ${process.versions.node}.`);
  process.exit(1);
}

async function prepare() {
  if (!isInstalled()) {
    void fetchGoModules();
    // No package here needs its install script, and what does not run cannot do harm.
    await run('install', 'npm packages', 'npm', [
      'ci',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]);
  }
  await run('types', 'TypeScript', process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b']);
}

/** Whether node_modules holds what the lock file asks for, by npm's own account of what it installed. */
function isInstalled() {
  const account = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(account)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const got = JSON.parse(readFileSync(account, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === '' || optional || (link ? got[path] : got[path]?.version === version),
  );
}

/**
 * On a machine that has no engines yet, starts to fetch what they are built from, while npm and the compiler of TypeScript are at
 * work. What fails here is tried again, and reported, where it is needed; what is not done by then goes on beside it.
 */
async function fetchGoModules() {
  const cache =
    process.env.SIGHTLINE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'sightline');
  if (existsSync(join(cache, 'engines'))) return;
  const modules = join(root, 'stack/engines/modules');
  const workspace = { folder: join(modules, 'go/prometheus'), GOWORK: join(modules, 'go/go.work') };
  const alone = { folder: join(modules, 'victorialogs'), GOWORK: 'off' };
  // The collector is built first, and always: nobody publishes it.
  fetchPackages(workspace, 'sightline.dev/collector');
  if (await answers(process.env.SIGHTLINE_MIRROR ?? 'https://github.com')) return;
  fetchPackages(workspace, 'tool');
  fetchPackages(alone, 'tool');

  // `go list -deps` fetches what is compiled and nothing else, unlike `go mod download`.
  function fetchPackages({ folder, GOWORK }, packages) {
    const build = join(cache, 'build');
    const child = spawn('go', ['list', '-deps', '-tags=remove_all_sd', packages], {
      cwd: folder,
      env: {
        ...process.env,
        CGO_ENABLED: '0',
        GOFLAGS: '-mod=readonly -modcacherw',
        GOWORK,
        GOPATH: join(build, 'path'),
        GOMODCACHE: join(build, 'mod'),
        GOCACHE: join(build, 'go'),
      },
      stdio: 'ignore',
    });
    child.on('error', () => {});
    process.on('exit', () => child.kill());
  }
}

async function answers(address) {
  return fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  );
}

/** Says what it does only when that takes longer than a moment. */
async function run(stage, what, command, args) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const timer = setInterval(() => console.error(`… ${what.padEnd(24)} ${seconds()} s`), 10_000);
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((resolve) => child.on('error', resolve).on('close', resolve));
  clearInterval(timer);
  took.push(`--took=${stage}=${(Date.now() - began) / 1000}`);
  if (code !== 0) {
    console.error(`${command} ${args.join(' ')} failed: see above.`);
    process.exit(1);
  }
  if (seconds() >= 2) console.error(`✓ ${what.padEnd(24)} ready · ${seconds()} s`);
}
