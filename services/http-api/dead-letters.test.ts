import 'reflect-metadata';
import fs from 'node:fs';
import { expect, it, vi } from 'vitest';
import { DeadLettersController } from './dead-letters.controller';

it('what was sent back is in the audit log, also where it ends halfway', async () => {
  const lines: string[] = [];
  const keep = (text: unknown) => {
    lines.push(...String(text).split('\n').filter(Boolean));
    return Buffer.byteLength(String(text));
  };
  // At once, or, where a test before has started telemetry in this process, gathered.
  vi.spyOn(fs, 'writeSync').mockImplementation((_, text) => keep(text));
  vi.spyOn(fs, 'write').mockImplementation(((_: number, text: string, ...rest: unknown[]) => {
    const written = keep(text);
    setImmediate(() => (rest.at(-1) as (error: null, written: number, text: string) => void)(null, written, text));
  }) as typeof fs.write);
  const controller = new DeadLettersController({
    topic: 'sightline.orders.v1',
    list: async () => [],
    replay: async (_, onReplayed) => {
      for (const kept of ['whole', 'place', 'whole']) onReplayed({ kept });
      throw new Error('Kafka is away');
    },
  });
  await expect(controller.replay({ limit: 5 }, 'operator')).rejects.toThrow('away');
  const told = () => lines.filter((line) => line.includes('audit.dead_letters_replayed'));
  await vi.waitFor(() => expect(told()).toHaveLength(1), { timeout: 5_000 });
  vi.restoreAllMocks();
  expect(JSON.parse(told()[0] ?? '{}')).toMatchObject({ 'audit.actor': 'operator', 'audit.count': 2 });
});
