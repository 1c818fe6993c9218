import { type Hyperlink, hyperlinkFor } from './hyperlink';
import { liveBlock, type Redraw } from './live-block';
import { type Paint, paintFor } from './paint';

/** Where output goes, and how it may look there. */
export interface Terminal {
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown };
  readonly width: number;
  /** Draws on the error output; undefined where that is no terminal. */
  readonly redraw?: Redraw | undefined;
  readonly paint: Paint;
  readonly errPaint: Paint;
  /** Undefined where the terminal shows no links. */
  readonly hyperlink: Hyperlink;
}

const usualWidth = 120;

export function terminalOf({ stdout, stderr, env }: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>): Terminal {
  return {
    out: stdout,
    err: stderr,
    redraw: liveBlock(stderr),
    width: Math.max(60, stdout.columns ?? (Number(env.COLUMNS) || usualWidth)),
    paint: paintFor(stdout, env),
    errPaint: paintFor(stderr, env),
    hyperlink: hyperlinkFor(stdout, env),
  };
}
