import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ComponentName } from './component';
import { freePort } from './free-port';
import { readPlatform } from './read-platform';
import { inRepository } from './repository';
import { stopPlatform } from './stop-platform';
import { identityOf } from './supervise/process-identity';
import { eventually } from './testing/eventually';
import { temporaryFolder } from './testing/temporary-folder';

/** A command in the foreground: the bank, which is there, and Alertmanager, which has to be built. */
const command = `
const { launchPlatform, stoppedByInterrupt } = require(${JSON.stringify(inRepository('stack', 'dist', 'index.js'))});
(async () => {
  const platform = await launchPlatform({ only: ['bank', 'alertmanager'] });
  await stoppedByInterrupt(platform, async () => {
    await platform.until(['bank']);
    console.log('usable');
    await platform.ready.then(() => console.log('ready'), (error) => console.log(error.message.replaceAll('\\n', ' ')));
    await platform.ended;
  });
})().catch((error) => { console.log(error.message); process.exitCode = 1; });
`;

/**
 * Stands where the Go compiler stands. It compiles one package and then waits for a sign, unless its cache says that it has done so
 * before; what it makes is a program that answers as Alertmanager does.
 */
const go = `#!/bin/sh
if [ "$1" = list ]; then printf 'one\\ntwo\\n'; exit; fi
mkdir -p "$GOCACHE"
echo $$ > "$GOCACHE/pid"
if [ ! -e "$GOCACHE/compiled" ]; then
  touch "$GOCACHE/compiled"
  echo one >&2
  while [ ! -e "$SIGN" ]; do sleep 0.02; done
fi
[ "$(cat "$SIGN" 2>/dev/null)" = fail ] && { echo 'two.go:7: syntax error' >&2; exit 1; }
for arg; do case $arg in -o=*) folder=\${arg#-o=} ;; esac; done
for program in alertmanager amtool; do cp "$PROGRAM" "$folder/$program" && chmod +x "$folder/$program"; done
`;

const program = `#!${process.execPath}
const [host, port] = process.argv.find((arg) => arg.startsWith('--web.listen-address=')).split('=')[1].split(':');
require('node:http').createServer((_, answer) => answer.end()).listen(Number(port), host);
`;

let env: NodeJS.ProcessEnv;
let cache: string;
let sign: string;

beforeEach(async () => {
  const folder = temporaryFolder();
  [cache, sign] = [join(folder, 'cache'), join(folder, 'sign')];
  mkdirSync(join(folder, 'bin'));
  for (const [name, text] of Object.entries({ 'bin/go': go, program })) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  env = {
    ...process.env,
    PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
    SIGN: sign,
    PROGRAM: join(folder, 'program'),
    SIGHTLINE_HOME: join(folder, 'home'),
    SIGHTLINE_CACHE: cache,
    // Nobody answers there: Alertmanager's release is not to be had.
    SIGHTLINE_MIRROR: 'http://127.0.0.1:9',
    SIGHTLINE_PORT_BANK: String(await freePort()),
    SIGHTLINE_PORT_ALERTMANAGER: String(await freePort()),
  };
  onTestFinished(async () => void (await stopPlatform(env)));
});

/** The command, and what it says, line by line. */
function start(): { child: ChildProcess; nextLine: () => Promise<string> } {
  const child = spawn(process.execPath, ['-e', command], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (!child.stdout) throw new Error('no output');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, nextLine: async () => String((await lines.next()).value) };
}

const state = (name: ComponentName) => readPlatform(env)?.components.find((component) => component.name === name);

describe('a platform of which something is still being built', () => {
  it('runs what it has, says what is missing, and has it follow', async () => {
    const { nextLine } = start();
    expect(await nextLine()).toBe('usable');
    await eventually(
      'a word on the build',
      () => state('alertmanager')?.installing?.doing.includes('compiling, 1') ?? false,
    );
    expect([state('bank')?.status, state('alertmanager')?.status]).toEqual(['ready', 'installing']);
    expect(readPlatform(env)?.phase).toBe('starting');
    writeFileSync(sign, 'go on');
    expect(await nextLine()).toBe('ready');
    expect(state('alertmanager')).toMatchObject({ status: 'ready', origin: 'registry' });
    expect(state('alertmanager')).not.toHaveProperty('installing');
    expect(readPlatform(env)?.phase).toBe('ready');
  });

  it('leaves no half things when it is interrupted, and goes on from there when it is started again', async () => {
    const { child, nextLine } = start();
    expect(await nextLine()).toBe('usable');
    const compiler = join(cache, 'build', 'go', 'pid');
    await eventually(
      'the compiler at work',
      () => state('alertmanager')?.installing?.doing.includes('compiling, 1') ?? false,
    );
    const bank = state('bank')?.process?.pid ?? 0;
    child.kill('SIGINT');
    await once(child, 'exit');
    await eventually('the end of the compiler', () => !identityOf(Number(readFileSync(compiler, 'utf8'))));
    expect(identityOf(bank)).toBeUndefined();
    expect(readdirSync(join(cache, 'engines', 'alertmanager'))).toEqual([]);
    expect(existsSync(join(cache, 'build', 'go', 'compiled'))).toBe(true);

    const again = start();
    expect(await again.nextLine()).toBe('usable');
    expect(await again.nextLine()).toBe('ready');
  });

  it('goes on without what cannot be built, and says why and what to do', async () => {
    const { nextLine } = start();
    expect(await nextLine()).toBe('usable');
    writeFileSync(sign, 'fail');
    expect(await nextLine()).toMatch(
      /Alertmanager could not be had: go build ended .*syntax error.*SIGHTLINE_ALERTMANAGER_BIN/,
    );
    expect(state('bank')?.status).toBe('ready');
    expect(state('alertmanager')).toMatchObject({ status: 'failed', failure: { code: 'ENGINE_UNAVAILABLE' } });
  });
});
