import { statSync } from 'node:fs';
import { concurrently, Grafana } from '@sightline/stores';
import { type Board, boardsAt, readBoard } from 'grafana-dashboard-builder';
import { usageError } from '../cli-error';

/** The dashboards to examine, and the Grafana that they are in when they are in one. */
export interface FoundBoards {
  readonly boards: readonly Board[];
  readonly grafana?: Grafana;
  /** Files beside them that hold none. */
  readonly skipped: readonly string[];
  /** Whether they are every dashboard that a link may lead to: one file, or one of a Grafana's, is not. */
  readonly complete: boolean;
}

const concurrency = 8;

/**
 * The dashboards of files, of folders, and of a Grafana or of one of its dashboards by the address it is opened at.
 *
 * @param known the platform's Grafana, which lets us in, when an address is of it
 */
export async function boardsOf(places: readonly string[], known: Grafana | undefined): Promise<FoundBoards> {
  const addresses = places.filter((place) => /^https?:\/\//.test(place));
  const files = places.filter((place) => !addresses.includes(place));
  if (addresses.length > 1 || (addresses.length > 0 && files.length > 0))
    throw usageError('Name files and folders, or one Grafana');
  const [address] = addresses;
  if (address !== undefined) return boardsOfGrafana(address, known);
  const found = files.map(boardsAt);
  return {
    boards: found.flatMap(({ boards }) => boards),
    skipped: found.flatMap(({ skipped }) => skipped),
    complete: files.some((place) => statSync(place, { throwIfNoEntry: false })?.isDirectory()),
  };
}

/** Every dashboard that a Grafana shows us. */
export async function allBoards(grafana: Grafana): Promise<FoundBoards> {
  const found = await concurrently(concurrency, await grafana.boards(), ({ uid }) => boardOf(grafana, uid));
  return { boards: found.flatMap((board) => board ?? []), grafana, skipped: [], complete: true };
}

async function boardsOfGrafana(address: string, known: Grafana | undefined): Promise<FoundBoards> {
  const [base = address, uid] = address.replace(/[?#].*$/, '').split(/\/d(?:-solo)?\/([^/]+)(?:\/.*)?$/);
  const url = base.replace(/\/+$/, '');
  const grafana = known?.url === url ? known : new Grafana(url);
  if (uid === undefined) return allBoards(grafana);
  const board = await boardOf(grafana, uid);
  if (!board) throw usageError(`${grafana.url} has no dashboard ${uid}`);
  return { boards: [board], grafana, skipped: [], complete: false };
}

async function boardOf(grafana: Grafana, uid: string): Promise<Board | undefined> {
  const json = await grafana.board(uid);
  return json === undefined ? undefined : readBoard(json, `${grafana.url}/d/${uid}`);
}
