import { follow, isTime, panesOf } from '../check/follow-link';
import type { Board } from './board';
import type { Choices } from './fill';
import { slug } from './read-links';

/** What a link may lead to. */
export interface Places {
  /** Every dashboard that there is; undefined when that is not known, and one elsewhere is taken for there. */
  readonly boards: readonly Board[];
  readonly complete: boolean;
}

/** Filled in by Grafana where a link stands on a value, and from who looks. */
const ofTheClick =
  /^__(?:value|field|series|data|cell|url_time_range|all_variables|user|org|dashboard|timezone|from|to)/;

/** Why a link leads nowhere, when it does. */
export function deadLink(
  url: string,
  board: Board,
  choices: Choices,
  { boards, complete }: Places,
): string | undefined {
  const names = board.variables.map(({ name }) => name);
  const stray = [...url.matchAll(/\$(?:\{([\w.]+)(?::\w+)?\}|([A-Za-z_]\w*))/g)]
    .map(([, braced, bare]) => (braced ?? bare ?? '').split('.')[0] ?? '')
    .find((name) => !names.includes(name) && !choices.has(name) && !ofTheClick.test(name));
  if (stray !== undefined) return `leaves $${stray} unfilled (${url})`;
  let address: URL;
  try {
    address = follow(withoutAllVariables(url), {
      values: valuesOf(choices),
      from: someTime,
      to: new Date(someTime.getTime() + 3_600_000),
    });
  } catch {
    return `is no address (${url})`;
  }
  // What lies outside of Grafana is not ours to follow.
  if (address.host !== 'grafana') return undefined;
  return deadExplore(address, url) ?? deadBoard(address, { board, boards, complete, url });
}

const someTime = new Date('2026-01-01T00:00:00Z');

const withoutAllVariables = (url: string) => url.replaceAll(/\$\{?__all_variables\}?/g, '');

const valuesOf = (choices: Choices) =>
  Object.fromEntries([...choices].map(([name, { values, all }]) => [name, all ?? [...values]]));

function deadExplore(address: URL, url: string): string | undefined {
  try {
    const empty = panesOf(address).some(({ queries = [] }) => queries.length === 0);
    return empty ? `opens Explore and asks nothing (${url})` : undefined;
  } catch {
    return `is no JSON any more once its variables are filled in (${url})`;
  }
}

interface Leading extends Places {
  readonly board: Board;
  readonly url: string;
}

function deadBoard(address: URL, { board, boards, complete, url }: Leading): string | undefined {
  const [kind = '', place = '', name = ''] = address.pathname.split('/').slice(1);
  const isOld = kind === 'dashboard' && place === 'db';
  if (!['d', 'd-solo'].includes(kind) && !isOld) return undefined;
  const target = boards.find((one) => (isOld ? slug(one.title) === name : one.uid === place));
  if (!target)
    return complete ? `leads to the dashboard ${isOld ? name : place}, which is not there (${url})` : undefined;
  const has = new Set(target.variables.map((variable) => `var-${variable.name}`));
  const unknown = [...address.searchParams.keys()].find((key) => key.startsWith('var-') && !has.has(key));
  if (unknown)
    return `sets ${unknown.slice(4)}, which ${target === board ? 'it' : target.title} does not have (${url})`;
  const noTime = ['from', 'to'].find((key) => address.searchParams.has(key) && !isTime(address.searchParams.get(key)));
  return noTime && `${noTime}=${address.searchParams.get(noTime)} is no time (${url})`;
}
