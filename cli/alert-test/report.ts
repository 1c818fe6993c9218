import { columns } from '../terminal/columns';
import { milliseconds } from '../terminal/duration';
import type { Paint } from '../terminal/paint';
import type { AlertTest } from './alert-test';
import type { ExpectedPage } from './expected-page';
import { type HopName, type Hops, hopNames } from './hops';

const titles: Readonly<Record<HopName, string>> = {
  fault: 'fault',
  posted: 'posted',
  pending: 'pending',
  firing: 'firing',
  alertmanager: 'Alertmanager',
  received: 'received',
  resolved: 'resolved',
};

/** One alert: its way, hop by hop, and where its links lead. */
export function alertTestText(test: AlertTest, paint: Paint): string {
  const { alert, severity, depth, channel, hops, links, note, problem, expected } = test;
  const start = startOf(hops);
  const way = passed(hops).map((hop) => [
    titles[hop],
    clock(hops[hop]),
    start && hops[hop] && hops[hop] > start ? `+ ${milliseconds(hops[hop].getTime() - start.getTime())}` : '',
    hop === 'received' ? `by ${channel}` : '',
  ]);
  const leads = links.map(({ link, url, problem: broken }) => [link, broken ? paint('red', broken) : url]);
  return [
    `${alert} (${severity}), tested from ${depth} on`,
    ...(note ? [paint('dim', note)] : []),
    columns([{ title: 'hop' }, { title: 'at' }, { title: 'since the start', align: 'right' }, { title: '' }], way),
    ...(expected ? ['', expectedText(expected)] : []),
    ...(leads.length > 0 ? ['', columns([{ title: 'link' }, { title: 'leads to' }], leads)] : []),
    '',
    problem ? paint('red', `Failed: ${problem}`) : paint('green', 'It arrived, and so did its end'),
  ].join('\n');
}

const expectedText = ({ formulaMs, withinMs }: ExpectedPage) =>
  `By the burn-rate formula it should fire after ${milliseconds(formulaMs)}, and be received within ${milliseconds(withinMs)}`;

/** Many alerts: a line each, times since the start of its test. */
export function alertTestsText(tests: readonly AlertTest[], paint: Paint): string {
  const shown = hopNames.filter((hop) => tests.some(({ hops }) => hops[hop])).slice(1);
  const rows = tests.map(({ alert, channel, hops, links, problem }) => [
    problem ? paint('red', '✗') : paint('green', '✓'),
    alert,
    channel,
    ...shown.map((hop) => since(startOf(hops), hops[hop])),
    links.map(({ link }) => link).join(' '),
    problem ? paint('red', problem) : '',
  ]);
  const failed = tests.filter(({ problem }) => problem).length;
  const times = shown.map((hop) => ({ title: titles[hop], align: 'right' }) as const);
  return [
    columns([{ title: '' }, { title: 'alert' }, { title: 'by' }, ...times, { title: 'links' }, { title: '' }], rows),
    '',
    failed === 0
      ? paint('green', `All ${tests.length} arrived`)
      : paint('red', `${failed} of ${tests.length} did not pass`),
  ].join('\n');
}

const passed = (hops: Hops) => hopNames.filter((hop) => hops[hop]);
const startOf = (hops: Hops) => passed(hops).map((hop) => hops[hop])[0];
const clock = (at: Date | undefined) => at?.toISOString().slice(11, 23) ?? '';
const since = (start: Date | undefined, at: Date | undefined) =>
  start && at ? milliseconds(at.getTime() - start.getTime()) : '–';
