import type { LoadProgress } from '@sightline/traffic';
import { milliseconds } from '../terminal/duration';
import type { Paint } from '../terminal/paint';
import type { Screen } from '../verb';

const barWidth = 40;
const lineEveryMs = 5_000;

export interface ViewOptions {
  readonly seconds: number;
  readonly paint: Paint;
}

/** Shows how a run goes on: a block that is redrawn on a terminal, a line now and then elsewhere. */
export function showProgress(screen: Screen, seconds: number): (now: LoadProgress) => void {
  const { redraw, paint } = screen;
  let before: LoadProgress | undefined;
  let lineAt = 0;
  return (now) => {
    const lines = progressLines(now, before, { seconds, paint });
    if (redraw) redraw(lines);
    else if (now.elapsedMs >= lineAt) {
      screen.progress(lines.slice(1).join(' · '));
      lineAt = now.elapsedMs + lineEveryMs;
    } else return;
    before = now;
  };
}

/** How far a run is, and how the shop bears it; rates are those since the view before. */
export function progressLines(
  now: LoadProgress,
  before: LoadProgress | undefined,
  { seconds, paint }: ViewOptions,
): string[] {
  const share = Math.min(1, now.elapsedMs / (seconds * 1000));
  const filled = Math.round(share * barWidth);
  const left = Math.max(0, Math.ceil(seconds - now.elapsedMs / 1000));
  const { p50, p95, p99, max } = now.latency;
  const failed = now.sent === 0 ? 0 : now.failed / now.sent;
  return [
    `${paint('green', '━'.repeat(filled))}${paint('dim', '━'.repeat(barWidth - filled))} ${(share * 100).toFixed(0)} %`,
    left > 0 ? `${left} s left` : 'waiting for the last visitors',
    `${rateSince(now, before).toFixed(0)} requests/s of ${now.plannedPerSecond.toFixed(0)} planned, ${now.sent} sent`,
    `p50 ${milliseconds(p50)}  p95 ${milliseconds(p95)}  p99 ${milliseconds(p99)}  max ${milliseconds(max)}`,
    paint(now.failed > 0 ? 'red' : 'green', `${now.failed} failed (${(failed * 100).toFixed(2)} %)`),
    `${now.present} visitors${now.turnedAway > 0 ? paint('red', `, ${now.turnedAway} turned away`) : ''}`,
    paint(now.lagMs > 20 ? 'yellow' : 'dim', `generator late by ${milliseconds(now.lagMs)} (p99)`),
  ];
}

const rateSince = (now: LoadProgress, before: LoadProgress | undefined) =>
  ((now.sent - (before?.sent ?? 0)) / (now.elapsedMs - (before?.elapsedMs ?? 0))) * 1000;
