import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { type Addresses, portVariable } from '../addresses';
import type { Component } from '../component';
import { PlatformError } from '../platform-error';

/** @throws {PlatformError} PORT_IN_USE naming every port that is taken, who needs it, who has it, and how to move. */
export async function requireFreePorts(components: readonly Component[], at: Addresses): Promise<void> {
  const wanted = components.flatMap(({ title, ports }) => ports.map((name) => ({ title, name, port: at.ports[name] })));
  const taken = (
    await Promise.all(wanted.map(async (each) => ((await isFree(at.host, each.port)) ? [] : [each])))
  ).flat();
  const [first] = taken;
  if (!first) return;
  const lines = taken.map(({ title, port }) => `port ${port} (${title}) on ${at.host} is in use${holder(port)}`);
  throw new PlatformError('PORT_IN_USE', {
    problem: lines.join('\n'),
    remedy: `stop what uses it, or move all ports with SIGHTLINE_PORT_OFFSET=10000, or this one with ${portVariable(first.name)}=<port>`,
  });
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Who listens there, where the system lets us see it (Linux, own processes). */
function holder(port: number): string {
  const inode = listeningInode(port);
  if (!inode) return '';
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (opens(pid, `socket:[${inode}]`)) {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return ` by process ${pid}: ${command.slice(0, 80)}`;
    }
  }
  return '';
}

function listeningInode(port: number): string | undefined {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const listening = '0A';
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of lines(table)) {
      const fields = line.trim().split(/\s+/);
      if (fields[1]?.endsWith(suffix) && fields[3] === listening) return fields[9];
    }
  }
  return undefined;
}

function opens(pid: string, target: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((handle) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${handle}`) === target;
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
