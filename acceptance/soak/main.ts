import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { duration, inRepository } from '@sightline/stack';
import { runningPlatform } from '../platform';
import { type Blow, blows } from './blows';
import { pageOf } from './page';
import { playRound, problemsIn, type Round } from './round';

const help = `Kills and freezes the services, Kafka, PostgreSQL, the bank and the collector of the running platform at random, and cuts the services
off their databases, under orders that insist on an answer; then compares the books of the shop, of its payments and of the bank. 1,000
blows take an hour or two.

  npm run soak -w @sightline/acceptance -- [options]

  --kills <n>        how many blows (default 100)
  --seed <n>         the same seed, the same blows (default 1)
  --round <n>        the books are compared after so many (default 10)
  --rate <n>         orders a second meanwhile (default 5)
  --resume           goes on where a run with this seed was ended; its rounds are kept in the platform's home
  --json             every round as JSON
  --write            keeps the table and every round in docs/measured/soak.{md,json}

Exit codes: 0 each order is final, paid for once or not at all, and known under one key; 1 not so; 2 it could not be tried.
`;

interface Kept {
  readonly rounds: readonly Round[];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      round: { type: 'string', default: '10' },
      rate: { type: 'string', default: '5' },
      resume: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(help, 0);
  const kills = wholeNumber('--kills', values.kills, { min: 1, max: 1_000_000 });
  const seed = wholeNumber('--seed', values.seed, { min: 0, max: 4_294_967_295 });
  const perRound = wholeNumber('--round', values.round, { min: 1, max: 100 });
  const ordersPerSecond = wholeNumber('--rate', values.rate, { min: 1, max: 100 });

  const platform = runningPlatform();
  const file = join(platform.state().home, `soak-${seed}.json`);
  const before = values.resume && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept).rounds : [];
  const rounds: Round[] = [...before];
  const all = blows(seed);
  const next = (count: number): Blow[] => Array.from({ length: count }, () => all.next().value);
  let struck = next(rounds.reduce((sum, round) => sum + round.blows.length, 0)).length;
  const show = () => console.log(values.json ? JSON.stringify(rounds, null, 2) : told(rounds));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      show();
      console.error('go on with --resume');
      process.exit(2);
    });
  while (struck < kills) {
    const chosen = next(Math.min(perRound, kills - struck));
    const mark = `soak ${seed} ${Date.now().toString(36)}`;
    const round = await playRound(platform, { mark, blows: chosen, ordersPerSecond, seed: seed + struck });
    struck += chosen.length;
    rounds.push(round);
    writeFileSync(file, JSON.stringify({ rounds } satisfies Kept));
    const problems = problemsIn(round);
    console.error(
      `${problems.length === 0 ? '✓' : '✗'} ${struck} of ${kills}, ${duration(round.seconds * 1000)}: ${round.audit.orders} orders, ${round.audit.paid} paid, ${round.audit.cancelled} cancelled`,
    );
    for (const problem of problems) console.error(`  ✗ ${problem}`);
  }
  show();
  if (values.write) {
    const command = `npm run soak -w @sightline/acceptance -- --kills ${struck} --seed ${seed} --round ${perRound} --rate ${ordersPerSecond} --write`;
    const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim()}; Node.js ${process.version}`;
    const page = pageOf(rounds, { command, on: new Date(), machine });
    writeFileSync(inRepository('docs', 'measured', 'soak.md'), page);
    writeFileSync(inRepository('docs', 'measured', 'soak.json'), `${JSON.stringify({ command, rounds })}\n`);
  }
  return rounds.some((round) => problemsIn(round).length > 0) ? 1 : 0;
}

function told(rounds: readonly Round[]): string {
  const sum = (of: (round: Round) => number) => rounds.reduce((total, round) => total + of(round), 0);
  const blowsOf = (kind: Blow['kind']) => sum(({ blows: all }) => all.filter((blow) => blow.kind === kind).length);
  return [
    `${blowsOf('kill')} kills, ${blowsOf('freeze')} freezes, ${blowsOf('cut')} cuts in ${duration(sum(({ seconds }) => seconds) * 1000)}`,
    `${sum(({ audit }) => audit.orders)} orders: ${sum(({ audit }) => audit.paid)} paid, ${sum(({ audit }) => audit.cancelled)} cancelled, ${sum(({ audit }) => audit.pending)} not final`,
    `${sum(({ audit }) => audit.lost)} lost, ${sum(({ audit, changed }) => audit.doubled + changed.length)} doubled, ${sum(({ audit }) => audit.disagreements.length)} that the books do not agree about, ${sum(({ refused }) => refused.length)} refused`,
  ].join('\n');
}

function wholeNumber(name: string, text: string, { min, max }: { readonly min: number; readonly max: number }): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Error(`${name} takes a whole number from ${min} to ${max}`);
}

function say(text: string, code: number): number {
  console.log(text);
  return code;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 2;
  },
);
