import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allComponents } from './components';
import { readPlatform, withMemory } from './read-platform';

const platform = () => {
  const state = readPlatform();
  if (!state) throw new Error('no platform runs here: start one with `npm start`');
  return state;
};
const { components, addresses: at } = platform();

describe('the running platform', () => {
  it('has every component ready', async () => {
    // What an earlier test has broken may still be on its way back.
    await expect
      .poll(() => platform().components.filter(({ status }) => status !== 'ready'), { timeout: 90_000 })
      .toEqual([]);
  });

  it('has a trace store, and everything that is not optional', () => {
    const names = components.map(({ name }) => name);
    const optional = allComponents.filter((component) => 'optional' in component || component.standsInFor);
    const expected = allComponents.filter((component) => !optional.includes(component)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...expected, platform().traceStore]));
  });

  it.runIf(process.platform === 'linux')('listens on loopback only, where its addresses say', () => {
    const processes = new Set(platform().components.map(({ process: identity }) => identity?.pid));
    const listening = sockets().filter(({ port }) => Object.values(at.ports).includes(port));
    expect(processes.size).toBe(components.length);
    expect(listening.length).toBeGreaterThanOrEqual(components.length - 1);
    expect(listening.filter(({ address }) => !isLoopback(address))).toEqual([]);
  });

  it('is resident in less than 2 GB, all together', () => {
    const { memoryBytes } = withMemory(platform());
    expect(memoryBytes).toBeGreaterThan(300e6);
    expect(memoryBytes).toBeLessThan(2e9);
  });

  it('starts a component again that was killed', async () => {
    const bank = () => platform().components.find(({ name }) => name === 'bank');
    const before = bank();
    process.kill(before?.process?.pid ?? 0, 'SIGKILL');
    await expect
      .poll(bank, { timeout: 90_000 })
      .toMatchObject({ status: 'ready', restarts: (before?.restarts ?? 0) + 1 });
    expect(bank()?.process?.pid).not.toBe(before?.process?.pid);
    expect(bank()?.lastExit).toBe('was ended by SIGKILL');
  });
});

/** What listens over TCP on this machine. */
function sockets(): { address: string; port: number }[] {
  const listening = '0A';
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === listening)
      .map((fields) => {
        const [address = '', port = ''] = (fields[1] ?? '').split(':');
        return { address, port: Number.parseInt(port, 16) };
      }),
  );
}

/** As the kernel writes addresses: 127.0.0.1, ::1 and ::ffff:127.0.0.1, each 32-bit word in the machine's byte order. */
const isLoopback = (address: string) =>
  ['0100007F', '00000000000000000000000001000000', '0000000000000000FFFF00000100007F'].includes(address);
