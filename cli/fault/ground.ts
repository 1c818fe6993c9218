import { applicationOf, operatorRoles, type PlatformState } from '@sightline/stack';
import { Client } from 'pg';
import { CliError } from '../cli-error';
import { runningPlatform } from '../platform';

/** Where faults are made: the running platform, seen from outside, and all that must be undone. */
export class Ground {
  readonly #undo: (() => Promise<void> | void)[] = [];

  get platform(): PlatformState {
    return runningPlatform();
  }

  /** The process of a component; of a service that there are several of, the first's. */
  pidOf(name: string): number {
    const pid = this.platform.components.find((each) => each.name === name || applicationOf(each.name) === name)
      ?.process?.pid;
    if (pid === undefined) throw new CliError('FAULT_IMPOSSIBLE', `${name} does not run`);
    return pid;
  }

  /** A connection of somebody who is no part of the platform. */
  async stranger(database: string): Promise<Client> {
    const { host, ports } = this.platform.addresses;
    const client = new Client({
      host,
      port: ports.postgres,
      database,
      ...operatorRoles().find(({ user }) => user === 'postgres'),
      application_name: 'nightly report',
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  /** The last that was done is undone first. */
  afterwards(undo: () => Promise<void> | void): void {
    this.#undo.push(undo);
  }

  /** Undoes everything, also what comes after something that could not be undone. @throws the first of what went wrong. */
  async restore(): Promise<void> {
    const wrong: unknown[] = [];
    for (let undo = this.#undo.pop(); undo; undo = this.#undo.pop()) {
      try {
        await undo();
      } catch (error) {
        wrong.push(error);
      }
    }
    if (wrong.length > 0) throw wrong[0];
  }
}
