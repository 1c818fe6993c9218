import { duration, type TimeLeft, timeLeft } from './duration';

/** One piece of long work, shown while it lasts. */
export interface Task {
  /** @param left how long the whole of the work will take yet, where that can be told. */
  update(doing: string, left?: TimeLeft): void;
  /** A line of its own, at once. */
  note(line: string): void;
  done(result: string): void;
  failed(reason: string): void;
  /** Not done, and nothing is wrong with that. */
  skipped(reason: string): void;
}

/** Shows what is going on: a live block on a terminal, a line now and then elsewhere. */
export interface Progress {
  task(name: string): Task;
  note(line: string): void;
  /** Stops the live block; what is unfinished stays as it was last shown. */
  end(): void;
}

interface Shown {
  readonly name: string;
  readonly since: number;
  doing: string;
  left?: TimeLeft | undefined;
}

const redrawMs = 200;
const plainLineMs = 10_000;

export function progressOn(stream: NodeJS.WriteStream): Progress {
  const active = new Set<Shown>();
  const block = stream.isTTY ? liveBlock(stream, active) : undefined;
  const timer = setInterval(() => (block ? block.redraw() : sayAll()), block ? redrawMs : plainLineMs).unref();
  const say = (line: string) => {
    block?.erase();
    stream.write(`${line}\n`);
    block?.redraw();
  };
  const sayAll = () => {
    for (const shown of active) say(describe(shown));
  };
  return {
    note: say,
    end() {
      clearInterval(timer);
      block?.erase();
      active.clear();
    },
    task(name) {
      const shown: Shown = { name, since: Date.now(), doing: 'starting' };
      active.add(shown);
      const close = (mark: string) => (text: string) => {
        active.delete(shown);
        say(`${mark} ${label(name)} ${text}${elapsed(shown)}`);
      };
      return {
        update: (doing, left) => {
          shown.doing = doing;
          shown.left = left;
        },
        note: say,
        done: close('✓'),
        failed: close('✗'),
        skipped: close('–'),
      };
    },
  };
}

/** Nothing shown: for callers that only want the result. */
export const silent: Progress = {
  task: () => ({ update() {}, note() {}, done() {}, failed() {}, skipped() {} }),
  note() {},
  end() {},
};

function liveBlock(stream: NodeJS.WriteStream, active: ReadonlySet<Shown>) {
  let drawn = 0;
  const erase = () => {
    if (drawn > 0) stream.write(`\x1b[${drawn}A\x1b[0J`);
    drawn = 0;
  };
  const redraw = () => {
    erase();
    const lines = [...active].slice(0, stream.rows - 1).map((shown) => describe(shown).slice(0, stream.columns - 1));
    if (lines.length > 0) stream.write(`${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  return { erase, redraw };
}

const describe = (shown: Shown) =>
  `… ${label(shown.name)} ${shown.doing}${elapsed(shown)}${shown.left ? ` · ${timeLeft(shown.left)}` : ''}`;

const label = (name: string) => name.padEnd(24);

function elapsed({ since }: Shown): string {
  const ms = Date.now() - since;
  return ms < 1000 ? '' : ` · ${duration(ms)}`;
}
