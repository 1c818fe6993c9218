import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loginOf } from './login';

const folder = mkdtempSync(join(tmpdir(), 'sightline-login-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'password');

it('a password in a file is the one that is there when a connection is made', async () => {
  const { password, user, host, port, database } = loginOf('postgres://order_app@db.example:5433/orders', file);
  expect([user, host, Number(port), database]).toEqual(['order_app', 'db.example', 5433, 'orders']);
  for (const each of ['first', 'second']) {
    writeFileSync(file, `${each}\n`);
    expect(await (password as () => Promise<string>)()).toBe(each);
  }
});

it.each([undefined, file])(
  'a server is believed by its certificate alone where that is asked for (password in %s)',
  (from) => {
    writeFileSync(join(folder, 'authority.pem'), 'authority');
    const login = loginOf(`postgres://u@h/d?sslmode=verify-full&sslrootcert=${join(folder, 'authority.pem')}`, from);
    if (from === undefined) expect(login.connectionString).toContain('sslmode=verify-full');
    else expect(login.ssl).toEqual({ ca: 'authority' });
  },
);
