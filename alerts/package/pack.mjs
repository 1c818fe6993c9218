/**
 * `npm run pack -w @sightline/alerts -- [folder]`: the compiler of SLOs as a package of its own, with everything it needs of this
 * repository inside. What the compiler does not reach is left out; the sources have to be compiled already.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const alerts = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(alerts, 'dist');
const promql = join(alerts, '..', 'promql');
const manifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Every compiled file that one of these needs to run, or to be compiled against, and the packages that they import. */
function reachable(entries) {
  const files = new Set();
  const packages = new Set();
  const visit = (file) => {
    if (files.has(file)) return;
    files.add(file);
    for (const [, from] of readFileSync(file, 'utf8').matchAll(/(?:\brequire\(|\bfrom |\bimport\()["']([^"']+)["']/g)) {
      if (!from.startsWith('.')) {
        if (!from.startsWith('node:'))
          packages.add(
            from
              .split('/')
              .slice(0, from.startsWith('@') ? 2 : 1)
              .join('/'),
          );
        continue;
      }
      const at = join(dirname(file), from.replace(/\.js$/, ''));
      const ending = file.endsWith('.d.ts') ? '.d.ts' : '.js';
      visit(existsSync(at + ending) ? at + ending : join(at, `index${ending}`));
    }
  };
  for (const entry of entries) visit(entry);
  return { files, packages };
}

const { files, packages } = reachable(
  ['index.js', 'index.d.ts', 'slo.js'].map((entry) => join(dist, 'package', entry)),
);
const own = manifest(alerts);
const inside = [...packages].filter((name) => name.startsWith('@sightline/'));
const foreign = inside.filter((name) => name !== '@sightline/promql');
if (foreign.length > 0) throw new Error(`The compiler must stand alone, and imports ${foreign.join(', ')}`);

const to = resolve(process.argv[2] ?? '.');
const staging = mkdtempSync(join(tmpdir(), 'sightline-slo-'));
try {
  for (const file of files) cpSync(file, join(staging, 'dist', relative(dist, file)));
  const bundled = join(staging, 'node_modules', '@sightline', 'promql');
  cpSync(join(promql, 'dist'), join(bundled, 'dist'), {
    recursive: true,
    filter: (file) => !/\.map$|\.tsbuildinfo$/.test(file),
  });
  const { devDependencies: _, private: __, scripts: ___, ...promqlManifest } = manifest(promql);
  writeFileSync(join(bundled, 'package.json'), JSON.stringify(promqlManifest, undefined, 2));
  writeFileSync(
    join(staging, 'package.json'),
    JSON.stringify(
      {
        name: '@sightline/slo',
        version: own.version,
        description: own.description,
        license: own.license,
        engines: manifest(join(alerts, '..')).engines,
        main: 'dist/package/index.js',
        types: 'dist/package/index.d.ts',
        bin: { 'sightline-slo': 'dist/package/slo.js' },
        files: ['dist'],
        dependencies: {
          ...Object.fromEntries([...packages].sort().map((name) => [name, own.dependencies[name]])),
          // Bundled packages are taken as they are: what they need has to be asked for here.
          ...promqlManifest.dependencies,
        },
        bundleDependencies: inside,
      },
      undefined,
      2,
    ),
  );
  cpSync(join(alerts, 'package', 'README.md'), join(staging, 'README.md'));
  cpSync(join(alerts, '..', 'LICENSE'), join(staging, 'LICENSE'));
  mkdirSync(to, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', to], { cwd: staging, stdio: 'inherit' });
} finally {
  rmSync(staging, { recursive: true });
}
