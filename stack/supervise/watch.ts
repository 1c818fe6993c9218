import { setTimeout as delay } from 'node:timers/promises';
import { ask, type Probe } from './probe';
import { processingOf } from './processing';
import { type Pace, type Sample, Silence, type WhileSilent } from './silence';

export interface WatchTiming extends Pace {
  /** A question that is not answered whole by then is not answered. */
  readonly withinMs: number;
}

export interface Watched {
  readonly probe: Probe;
  readonly pid: number;
  readonly timing: WatchTiming;
  /** How much silence is too much. */
  readonly patienceMs: number;
  /** Raised when there is nothing to watch any more. */
  readonly gone: AbortSignal;
  /** While it is true nobody asks: somebody holds it on purpose. */
  isHeld(): boolean;
  /** It has left two questions in a row unanswered, or does something else meanwhile than before. */
  onSilent(silent: Silent): void;
  /** It answers again, or is held now. */
  onAnswer(): void;
  /** Its silence is too long. Called once. */
  onHung(silent: Silent): void;
}

/** Of a component that leaves questions unanswered. */
export interface Silent {
  /** When it last answered, ISO 8601. */
  readonly since: string;
  readonly doing: WhileSilent;
}

/** Asks a component again and again whether it lives, until it is gone or hangs. */
export async function watch(watched: Watched): Promise<void> {
  const { probe, pid, timing, patienceMs, gone } = watched;
  let since = new Date().toISOString();
  let silence: Silence | undefined;
  let told: WhileSilent | undefined;

  const answered = () => {
    since = new Date().toISOString();
    silence = undefined;
    if (told) watched.onAnswer();
    told = undefined;
  };

  for (let tookMs = 0; ; ) {
    await delay(Math.max(0, timing.everyMs - tookMs), undefined, { signal: gone }).catch(() => {});
    if (gone.aborted) return;
    const began = performance.now();
    const answer = watched.isHeld() ? 'held' : await livesBy(probe, pid, timing.withinMs);
    tookMs = performance.now() - began;
    if (gone.aborted) return;
    // It may have been held, and let go, in the middle of the question.
    if (answer !== 'none' || watched.isHeld()) {
      answered();
      continue;
    }
    const sample: Sample = { atMs: performance.now(), processing: processingOf(pid) };
    if (!silence) {
      silence = new Silence(sample, timing);
      continue;
    }
    if (!silence.add(sample)) continue;
    const silent = { since, doing: silence.doing };
    if (silence.doing !== told) watched.onSilent(silent);
    told = silence.doing;
    if (silence.countedMs >= patienceMs) return watched.onHung(silent);
  }
}

/** Of one that listens nowhere the kernel alone can tell that it stands still. */
async function livesBy(probe: Probe, pid: number, withinMs: number): Promise<'lives' | 'none'> {
  if (probe.kind === 'running') return processingOf(pid)?.state === 'stopped' ? 'none' : 'lives';
  return (await ask(probe, withinMs)) === 'none' ? 'none' : 'lives';
}
