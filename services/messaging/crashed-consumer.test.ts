import { EventEmitter } from 'node:events';
import { ordersTopic } from '@sightline/contracts';
import type { Kafka, Producer } from 'kafkajs';
import { afterEach, describe, expect, it } from 'vitest';
import { EventConsumer } from './consumer';
import type { Outbox } from './outbox';

const events = {
  GROUP_JOIN: 'join',
  HEARTBEAT: 'heartbeat',
  CRASH: 'crash',
  DISCONNECT: 'disconnect',
  STOP: 'stop',
  REQUEST_TIMEOUT: 'timeout',
};

/** A consumer of kafkajs as far as its life goes: what it was asked to do, and what it says. */
function consumerWith(connect: () => Promise<void>) {
  const said = new EventEmitter();
  const asked: string[] = [];
  const ask = (what: string) => async () => void asked.push(what);
  const consumer = {
    events,
    on: (name: string, listener: (...args: unknown[]) => void) => {
      said.on(name, listener);
      return () => said.off(name, listener);
    },
    connect: async () => {
      asked.push('connect');
      await connect();
    },
    subscribe: ask('subscribe'),
    run: ask('run'),
    disconnect: ask('disconnect'),
  };
  const kafka = { consumer: () => consumer } as unknown as Kafka;
  const subscription = { group: 'test', topic: ordersTopic, handle: async () => {} };
  const crash = (restart: boolean) =>
    said.emit('crash', { payload: { error: new Error('Broker not connected'), groupId: 'test', restart } });
  return { consumer: new EventConsumer(kafka, {} as Producer, {} as Outbox<unknown>, subscription), asked, crash };
}

let stop = async () => {};
afterEach(() => stop());

describe('a consumer that has crashed', () => {
  it('begins again by itself where kafkajs has given it up, and as often as it takes', async () => {
    let fails = false;
    const { consumer, asked, crash } = consumerWith(async () => {
      if (!fails) return;
      fails = false;
      throw new Error('away');
    });
    stop = () => consumer.stop();
    await consumer.start();
    fails = true;
    crash(false);

    await expect.poll(() => asked.filter((what) => what === 'run').length, { timeout: 5_000 }).toBe(2);
    expect(asked.slice(3)).toEqual(['connect', 'disconnect', 'connect', 'subscribe', 'run']);
  });

  it('is left to kafkajs where that begins again, and to rest once the service ends', async () => {
    const { consumer, asked, crash } = consumerWith(async () => {});
    await consumer.start();
    crash(true);
    crash(false);
    await consumer.stop();

    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(asked).toEqual(['connect', 'subscribe', 'run', 'disconnect']);
  });
});
