import { parseArgs } from 'node:util';
import { type ComponentName, duration } from '@sightline/stack';
import Table from 'cli-table3';
import { runningPlatform } from '../platform';
import { takeProcessors } from './busy-loops';
import { type Frozen, freeze, problemsOf, quietAgain } from './freeze';

const help = `Freezes each component of the running platform, one after the other, by SIGSTOP from outside and under a bit of load, and tells
what status said and after how long, which alert reached the inbox and when, whether it was started again and when it was whole, and what
became of the orders. About two minutes for each component.

  npm run freeze -w @sightline/acceptance -- [options]

  --only <names>     these components alone, separated by commas
  --seconds <n>      how long each is frozen (default 75): a service is started again meanwhile, Kafka and PostgreSQL only after 120
  --rate <n>         requests a second to the order service meanwhile (default 25); one in five is an order
  --starved          endless loops take the processors meanwhile, three for each: what is frozen is found, and nothing else is started again
  --json             the same as JSON

Exit codes: 0 all was seen and told in time and no order was lost or doubled, 1 something was not, 2 it could not be tried.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      seconds: { type: 'string', default: '75' },
      rate: { type: 'string', default: '25' },
      starved: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(help, 0);
  const [seconds, requestsPerSecond] = [Number(values.seconds), Number(values.rate)];
  if (!(seconds >= 10 && seconds <= 600)) return refuse('--seconds takes 10 to 600');
  if (!(requestsPerSecond >= 1 && requestsPerSecond <= 200)) return refuse('--rate takes 1 to 200');

  const platform = runningPlatform();
  const there = platform.state().components.map(({ name }) => name);
  const chosen = values.only?.split(',').map((name) => name.trim()) ?? there;
  const unknown = chosen.filter((name) => !there.includes(name as ComponentName));
  if (unknown.length > 0) return refuse(`${unknown.join(', ')}: choose of ${there.join(', ')}`);

  const restarts = () => new Map(platform.state().components.map((each) => [each.name, each.restarts]));
  const before = restarts();
  const giveBack = values.starved ? takeProcessors() : () => {};
  const results: Frozen[] = [];
  const show = () => console.log(values.json ? JSON.stringify(results, null, 2) : table(results));
  // What is frozen goes on when this ends, however it ends, and what was seen by then is told.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      show();
      process.exit(2);
    });
  for (const name of chosen as ComponentName[]) {
    console.error(`… ${name} frozen for ${seconds} s`);
    const frozen = await freeze(platform, name, { seconds, requestsPerSecond });
    results.push(frozen);
    console.error(
      problemsOf(frozen)
        .map((problem) => `✗ ${name} ${problem}`)
        .join('\n') || `✓ ${name}`,
    );
    if (!(await quietAgain(platform, name))) console.error(`✗ the alert about ${name} does not end`);
  }
  giveBack();
  const innocent = [...restarts()].filter(
    ([name, count]) => count !== before.get(name) && !results.some((each) => each.component === name),
  );
  for (const [name] of innocent) console.error(`✗ ${name} was started again, and was not frozen`);
  show();
  return innocent.length > 0 || results.some((each) => problemsOf(each).length > 0) ? 1 : 0;
}

function table(results: readonly Frozen[]): string {
  const shown = new Table({
    head: ['frozen', 'shown', 'told', 'alert', 'restarted', 'whole', 'taken', 'failed', 'slowest', 'lost', 'doubled'],
    style: { head: [], border: [], compact: true },
  });
  const seconds = (value: number | undefined) => (value === undefined ? 'never' : duration(value * 1000));
  for (const { component, shownAfter, alert, restarted, wholeAfter, orders } of results)
    shown.push([
      component,
      seconds(shownAfter),
      seconds(alert?.after),
      alert?.name ?? '',
      restarted ? 'yes' : 'no',
      seconds(wholeAfter),
      orders.taken,
      orders.failed,
      seconds(orders.slowestSeconds),
      orders.lost,
      orders.doubled,
    ]);
  return shown.toString();
}

function say(text: string, code: number): number {
  console.log(text);
  return code;
}

function refuse(why: string): number {
  console.error(why);
  return 2;
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
