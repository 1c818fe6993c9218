import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parts } from '@sightline/stores';
import { afterAll, describe, expect, it } from 'vitest';
import { endlessAnswer, hangingPeer } from '../observability/testing/hanging-peer';
import { program } from './program';
import { plainPaint } from './terminal/paint';
import { groups, verbs } from './verbs';

const folder = mkdtempSync(join(tmpdir(), 'sightline-hanging-'));
/**
 * As many questions as a command may ask before it knows: those that it asks at once, of each store, and a few more. What is asked for again
 * and again takes as long as all of them.
 */
const mostQuestions = 40;

/** One question of each command that asks a store; several where there are several ways. */
const questions: Readonly<Record<string, readonly string[][]>> = {
  trace: [['--last'], ['--last-error'], ['--slowest', '--service', 'a'], ['4bf92f3577b34da6a3ce929d0e0e4736']],
  why: [[], ['--recent', '5m'], ['HighErrorRate']],
  doctor: [['--yes'], ['--probe', '--yes', '--no-alert']],
  score: [[]],
  cost: [[]],
  freshness: [['--yes', '--samples', '3']],
  slo: [[]],
  'slo backtest': [['--from', '1h']],
  'slo gate': [[]],
  'dashboards check': [[], [join(folder, 'board.json')], [join(folder, 'board.json'), '--scrape-interval', '15s']],
  'alert list': [[]],
  'alert test': [
    ['HighErrorRate', '--yes'],
    ['--all', '--yes'],
  ],
};

/** What is ours alone is not asked elsewhere. */
const asksStores = verbs.filter(
  ({ needs = [], uses = [] }) =>
    [...needs, ...uses].some((need) => parts.some((part) => part === need)) &&
    !needs.some((need) => need === 'supervisor' || need === 'shop'),
);

const panel = (expr: string, index: number) => ({
  id: index,
  title: `Panel ${index}`,
  type: 'timeseries',
  datasource: { type: index % 2 ? 'prometheus' : 'loki', uid: 'x' },
  targets: [{ refId: 'A', expr }],
});
writeFileSync(
  join(folder, 'board.json'),
  JSON.stringify({
    title: 'Board',
    uid: 'board',
    schemaVersion: 39,
    templating: {
      list: [{ name: 'job', type: 'query', datasource: { type: 'prometheus' }, query: 'label_values(job)' }],
    },
    panels: Array.from({ length: 60 }, (_, index) => panel(index % 2 ? 'up{job="$job"}' : '{job="$job"}', index + 1)),
  }),
);

/** A platform all of whose parts are one address. */
function describedAt(address: string): string {
  const file = join(folder, `${address.replace(':', '-')}.yaml`);
  const kinds = { traces: 'tempo', logs: 'loki', metrics: 'prometheus', alerts: 'alertmanager', dashboards: 'grafana' };
  const lines = Object.entries(kinds).map(
    ([part, kind]) => `    ${part}: { ${kind}: http://${address}, timeout: 300ms }`,
  );
  writeFileSync(
    file,
    ['platforms:', '  mine:', ...lines, `    otlp: { url: http://${address}, timeout: 300ms }`, ''].join('\n'),
  );
  return file;
}

async function ask(command: string, args: readonly string[], platform: string) {
  let err = '';
  let out = '';
  const codes: number[] = [];
  const top = program({
    verbs,
    groups,
    version: '0.0.0',
    exit: (code) => codes.push(code),
    terminal: {
      out: { write: (text: string) => (out += text) },
      err: { write: (text: string) => (err += text) },
      width: 100,
      paint: plainPaint,
      errPaint: plainPaint,
      hyperlink: undefined,
    },
  });
  const failure = await top
    .parseAsync([...command.split(' '), ...args, '--platform', platform], { from: 'user' })
    .then(() => undefined)
    .catch((error: Error) => error);
  return { failure, out, err, codes };
}

/** What a store does with a connection, and how its clients say so. */
const meetings: readonly [string, (socket: Socket) => void][] = [
  ['takes connections and never answers', () => {}],
  ['begins an answer that never ends', endlessAnswer()],
  ['hangs up', (socket) => socket.destroy()],
];

it.each(asksStores.map(({ name }) => name))('%s has a question here', (name) => expect(questions[name]).toBeDefined());

describe.each(meetings)('a store that %s', (_, meet) => {
  const all = Object.entries(questions).flatMap(([name, several]) => several.map((args) => [name, args] as const));

  it.concurrent.each(all)(
    'is told of at once, by its address: sightline %s %j',
    { timeout: 60_000 },
    async (name, args) => {
      let asked = 0;
      const peer = await hangingPeer((socket) => {
        asked++;
        meet(socket);
      });
      try {
        const { failure, out, err, codes } = await ask(name, args, describedAt(peer.address));
        const told = failure ? failure.message : out;
        expect(told).toContain(`http://${peer.address}`);
        expect(told).toMatch(/(?:Tempo|Loki|Prometheus|Alertmanager|Grafana|OTLP receiver) .*(?:at|answer)/);
        if (failure) expect([failure.message.split('\n').length, out]).toEqual([1, '']);
        else expect(codes).toEqual([1]);
        // Of a store that is named in a report of several lines, not one for each question.
        const lines = told.split('\n').filter((line) => line.includes(peer.address));
        expect(lines.length).toBeLessThanOrEqual(parts.length + 2);
        expect(err).not.toMatch(/\n\s+at /);
        expect(asked).toBeLessThanOrEqual(mostQuestions);
      } finally {
        await peer.close();
      }
    },
  );
});

afterAll(() => rmSync(folder, { recursive: true }));
