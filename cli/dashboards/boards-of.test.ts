import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering } from '@sightline/stores/testing';
import { afterAll, expect, it } from 'vitest';
import { boardsOf } from './boards-of';

const board = (uid: string) => ({ title: uid, uid, schemaVersion: 39, panels: [], templating: { list: [] } });
const folder = mkdtempSync(join(tmpdir(), 'sightline-boards-'));
const file = join(folder, 'one.json');
writeFileSync(file, JSON.stringify(board('one')));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['a file', () => file, false],
  ['a folder', () => folder, true],
  ['a Grafana', (url: string) => url, true],
  ['one dashboard of a Grafana', (url: string) => `${url}/d/one/its-title?from=now-1h`, false],
])('of %s, it is known whether a link may lead elsewhere', async (_, place, complete) => {
  await using grafana = await answering((request) => {
    const { pathname } = new URL(request.url ?? '', 'http://grafana');
    if (pathname === '/api/search')
      return { body: ['one', 'two'].map((uid) => ({ uid, title: uid, type: 'dash-db' })) };
    return { body: { meta: {}, dashboard: board(pathname.split('/').at(-1) ?? '') } };
  });
  const found = await boardsOf([place(grafana.url)], undefined);
  expect(found.boards.map(({ uid }) => uid)).toContain('one');
  expect(found.complete).toBe(complete);
});
