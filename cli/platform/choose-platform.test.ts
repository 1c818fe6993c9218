import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Need } from './need';
import { openPlatform } from './open-platform';
import { readDescriptionFile } from './read-description';
import { trust } from './trust';

let folder: string;
const told: string[] = [];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sightline-platforms-')));
  mkdirSync(join(folder, 'work', 'deep'), { recursive: true });
  vi.spyOn(process, 'cwd').mockReturnValue(join(folder, 'work', 'deep'));
  vi.stubEnv('SIGHTLINE_HOME', join(folder, 'home'));
  vi.stubEnv('SIGHTLINE_PLATFORM', '');
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'state'));
  // Where nothing listens.
  vi.stubEnv('SIGHTLINE_PORT_PROMETHEUS', '1');
  told.length = 0;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function write(text: string, where = 'work'): string {
  const path = join(folder, where, 'sightline.yaml');
  writeFileSync(path, text);
  return path;
}

interface Asked {
  readonly needs?: readonly Need[];
  readonly disturbs?: string;
  readonly agreed?: boolean;
}

const open = (named?: string, { needs = ['logs'], disturbs, agreed = false }: Asked = {}) =>
  openPlatform({ named, needs, uses: [], disturbs, agreed, tell: (line) => void told.push(line) });

const one = 'platforms: { mine: { logs: http://127.0.0.1:3100 } }';
const two = 'platforms: { mine: { logs: http://127.0.0.1:3100 }, test: { logs: http://127.0.0.1:3200 } }';

describe('the platform that is asked', () => {
  it('is that of the nearest file above the working folder', async () => {
    write('platforms: { far: { logs: http://127.0.0.1:1 } }', '.');
    write(one);
    expect(await open()).toMatchObject({
      name: 'mine',
      kind: 'described',
      platform: { logs: { url: 'http://127.0.0.1:3100' } },
    });
  });

  it.each<[string, (path: string) => string]>([
    ['its name', () => 'test'],
    ['its file and name', (path) => `${path}#test`],
    ['its folder and name', (path) => `${dirname(path)}#test`],
  ])('is the one that is named by %s', async (_, named) => {
    expect((await open(named(write(two)))).name).toBe('test');
  });

  it('is not one above the folder that is named: nobody trusted that', async () => {
    write(one);
    await expect(open('.')).rejects.toMatchObject({ code: 'USAGE' });
    await expect(open(join(folder, 'work', 'deep'))).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('is named by SIGHTLINE_PLATFORM, and by --platform before that', async () => {
    write(two);
    vi.stubEnv('SIGHTLINE_PLATFORM', 'test');
    expect((await open()).name).toBe('test');
    expect((await open('mine')).name).toBe('mine');
  });

  it('is to be named when there are several, unless one is the default', async () => {
    const path = write(two);
    await expect(open()).rejects.toThrow(`${path} describes mine, test: say which`);
    await expect(open(path)).rejects.toMatchObject({ code: 'USAGE' });
    write(`default: test\n${two}`);
    expect((await open()).name).toBe('test');
  });

  it.each([
    ['a mistyped name', 'tesst', 'did you mean test?'],
    ['what does not run', 'local', 'start it with `npm start`'],
    ['compose, which does not run', 'compose', 'start it with `docker compose up`'],
    ['a file that is not there', './none.yaml', 'cannot be read'],
  ])('is none for %s', async (_, named, message) => {
    write(two);
    await expect(open(named)).rejects.toThrow(message);
  });

  it('is none where no file is, and nothing runs', async () => {
    await expect(open()).rejects.toMatchObject({
      code: 'PLATFORM_NOT_RUNNING',
      message: expect.stringContaining('describe your own in a sightline.yaml'),
    });
    await expect(open('locl')).rejects.toThrow('did you mean local?');
  });

  it('is our own for what is about our own, whatever is described', async () => {
    write(one);
    await expect(open(undefined, { needs: ['supervisor'] })).rejects.toMatchObject({ code: 'PLATFORM_NOT_RUNNING' });
    await expect(open('mine', { needs: ['supervisor'] })).rejects.toMatchObject({ code: 'PART_MISSING' });
  });

  it('has what is needed, or says what to add and where', async () => {
    const path = write(one);
    await expect(open(undefined, { needs: ['logs', 'traces', 'metrics'] })).rejects.toMatchObject({
      code: 'PART_MISSING',
      message: `The platform mine has no traces and metrics, which this needs: add under platforms.mine in ${path}:\n    traces: { tempo: <url> }   # or zipkin, jaeger\n    metrics: { prometheus: <url> }`,
    });
  });

  it('is disturbed only by who agrees, and is told of it first', async () => {
    write(one);
    const disturbs = 'sends a test alert';
    await expect(open(undefined, { disturbs })).rejects.toMatchObject({
      code: 'NOT_AGREED',
      message: expect.stringContaining('it sends a test alert: add --yes'),
    });
    await open(undefined, { disturbs, agreed: true });
    expect(told).toEqual(['on mine, it sends a test alert']);
  });
});

describe('a file that was found, not named,', () => {
  const outside = (key: string) => `platforms: { mine: { logs: { loki: https://store.example, ${key} } } }`;

  it.each([
    ['a file elsewhere', 'bearerTokenFile: ../token'],
    ['a file in the home folder', 'bearerTokenFile: ~/.token'],
    ['a file by a link that leads out of its folder', 'bearerTokenFile: deep/link'],
    ['a password elsewhere', 'basicAuth: { username: me, passwordFile: /etc/passwd }'],
    ['a key elsewhere', 'clientCertificate: { certificate: me.pem, key: /keys/me.key }'],
    ['a header elsewhere', 'headers: { X-Api-Key: { file: /etc/key } }'],
    ['a variable', 'bearerTokenVariable: AWS_SECRET_ACCESS_KEY'],
    ['a variable in a header', 'headers: { X-Api-Key: { variable: TOKEN } }'],
  ])('refers to %s only once it is trusted, as long as it is not changed', async (_, key) => {
    symlinkSync('/etc/passwd', join(folder, 'work', 'deep', 'link'));
    const path = write(outside(key));
    await expect(open()).rejects.toMatchObject({ code: 'NOT_TRUSTED' });
    await expect(open('mine')).rejects.toMatchObject({ code: 'NOT_TRUSTED' });
    expect((await open(path)).name).toBe('mine');
    trust(readDescriptionFile(path));
    expect((await open()).name).toBe('mine');
    write(`${outside(key)}\n`);
    await expect(open()).rejects.toMatchObject({ code: 'NOT_TRUSTED' });
  });

  it('refers to a cluster only once it is trusted', async () => {
    write('platforms: { mine: { logs: http://loki:3100, kubernetes: {} } }');
    await expect(open()).rejects.toMatchObject({ code: 'NOT_TRUSTED' });
  });

  it.each(['bearerTokenFile: token', 'bearerTokenFile: ./deep/../secret/token', 'tenant: shop', 'ca: /etc/ssl/ca.pem'])(
    'may refer to what lies beside it, and to what is no secret: %s',
    async (key) => {
      write(outside(key));
      expect((await open()).name).toBe('mine');
    },
  );
});
