import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../free-port';
import { silent } from '../report/progress';
import { putProgram, testEngine, testWorkshop } from '../testing/engine';
import { temporaryFolder } from '../testing/temporary-folder';
import type { Release } from './installation';
import { resolveEngine } from './resolve';

const task = silent.task('');
const archive = '/grafana/loki/releases/download/v3.7.8/loki.tar.gz';
const checksums = '/grafana/loki/releases/download/v3.7.8/SHA256SUMS';

const release: Release = {
  archive: () => `https://releases.invalid${archive}`,
  checksum: () => `https://releases.invalid${checksums}`,
  algorithm: 'sha256',
  strip: 1,
};
const engine = testEngine({ release });

describe('a release archive', () => {
  it('is fetched from a mirror, proved by its checksum and cached', async () => {
    const folder = temporaryFolder();
    const content = tarball(folder);
    const mirror = await serve({ [archive]: content, [checksums]: `${sha256(content)}  loki.tar.gz\n` });
    const workshop = testWorkshop(folder, { mirror });
    const found = await resolveEngine(engine, workshop, task);
    expect(found).toMatchObject({ origin: 'release', version: '3.7.8', from: mirror + archive });
    expect(readFileSync(found.programs.loki ?? '', 'utf8')).toContain('version 3.7.8');
    expect((await resolveEngine(engine, workshop, task)).origin).toBe('cache');
  });

  it('may be a zip whose program is named for the platform', async () => {
    const folder = temporaryFolder();
    const content = Buffer.from(zipSync({ 'loki-linux-amd64': Buffer.from('program') }));
    const zipped = {
      ...release,
      archive: () => 'https://releases.invalid/loki.zip',
      strip: 0,
      rename: () => 'loki',
    } as const;
    const mirror = await serve({ '/loki.zip': content, [checksums]: `${sha256(content)}  loki.zip\n` });
    const found = await resolveEngine(testEngine({ release: zipped }), testWorkshop(folder, { mirror }), task);
    expect(readFileSync(found.programs.loki ?? '', 'utf8')).toBe('program');
  });

  it('is refused when its checksum differs, and nothing of it is kept', async () => {
    const folder = temporaryFolder();
    const mirror = await serve({
      [archive]: tarball(folder),
      [checksums]: `${sha256(Buffer.from('other'))}  loki.tar.gz\n`,
    });
    const workshop = testWorkshop(folder, { mirror });
    await expect(resolveEngine(engine, workshop, task)).rejects.toMatchObject({
      code: 'CHECKSUM_DIFFERS',
      message: expect.stringMatching(/is not what was published: its sha256 is .{64}, .*SHA256SUMS says .{64}/),
    });
    expect(existsSync(workshop.cache.folder(engine))).toBe(false);
  });

  it.each([
    [
      'the archive is not there',
      (content: Buffer) => ({ [checksums]: `${sha256(content)}  loki.tar.gz\n` }),
      'answered 404',
    ],
    ['no checksum is published', (content: Buffer) => ({ [archive]: content }), 'answered 404'],
    [
      'the checksum file does not name it',
      (content: Buffer) => ({ [archive]: content, [checksums]: 'x  other\n' }),
      'has no sha256',
    ],
  ])('is passed over when %s', async (_case, files, reason) => {
    const folder = temporaryFolder();
    const mirror = await serve(files(tarball(folder)));
    await expect(resolveEngine(engine, testWorkshop(folder, { mirror }), task)).rejects.toThrow(reason);
  });

  it('is passed over without asking again when its site did not answer before', async () => {
    const folder = temporaryFolder();
    const port = await freePort();
    const mirror = `http://127.0.0.1:${port}`;
    const workshop = testWorkshop(folder, { mirror });
    const passedOver = () => expect(resolveEngine(engine, workshop, task)).rejects.toThrow(`${port} does not answer`);
    await passedOver();
    await serve({}, port);
    await passedOver();
  });
});

function tarball(folder: string): Buffer {
  putProgram(join(folder, 'pack', 'loki-3.7.8', 'loki'), '3.7.8');
  const file = join(folder, 'loki.tar.gz');
  execFileSync('tar', ['-czf', file, '-C', join(folder, 'pack'), 'loki-3.7.8']);
  return readFileSync(file);
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** A site with these files and no others. */
async function serve(files: Record<string, Buffer | string>, port = 0): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const content = files[url];
    response.statusCode = content === undefined ? 404 : 200;
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
