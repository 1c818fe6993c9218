import { playToLoki, playToVictoriaLogs, recentBase, untilPlayed } from './data/play';
import { lokiProgram, victoriaLogsProgram } from './programs';
import { type Server, startLoki, startLokiApi, startVictoriaLogs } from './servers';

/** Loki's API over the made data. */
export interface Played extends Server {
  /** What the data's times are counted from, nanoseconds since 1970. */
  readonly base: bigint;
}

/** The stand-in, over a VictoriaLogs that holds the made data. @param base default: the most recent possible */
export async function playedLokiApi(base = recentBase()): Promise<Played> {
  const store = await startVictoriaLogs(atHand('VictoriaLogs', 'SIGHTLINE_VICTORIALOGS_BIN', victoriaLogsProgram()));
  try {
    await playToVictoriaLogs(store.url, base);
    const api = await startLokiApi(store.url);
    const stop = async () => {
      await api.stop();
      await store.stop();
    };
    return await readable({ url: api.url, base, stop });
  } catch (error) {
    await store.stop();
    throw error;
  }
}

/** A Loki that holds the made data. @param base default: the most recent possible */
export async function playedLoki(base = recentBase()): Promise<Played> {
  const loki = await startLoki(atHand('Loki', 'SIGHTLINE_LOKI_BIN', lokiProgram()));
  await playToLoki(loki.url, base);
  return readable({ ...loki, base });
}

function atHand(title: string, variable: string, program: string | undefined): string {
  if (program) return program;
  throw new Error(`no ${title} is at hand: let npm start get it, or give its program with ${variable}=<path>`);
}

async function readable(played: Played): Promise<Played> {
  try {
    await untilPlayed(played.url, played.base);
    return played;
  } catch (error) {
    await played.stop();
    throw error;
  }
}
