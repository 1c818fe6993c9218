import { silentText } from './silent-text';
import type { PastSilence } from './state';
import { type Silent, type Watched, watch } from './watch';

export interface ResponsivenessOptions
  extends Pick<Watched, 'probe' | 'pid' | 'timing' | 'patienceMs' | 'gone' | 'isHeld'> {
  /** Something a person should know, of the component: `has answered nothing for 12 s`. */
  tell(what: string): void;
  changed(): void;
  /** It has to be ended, to be started again. */
  end(): void;
}

/** Whether a component answers, over all its lives: what is known of it now, and of the last time that it did not. */
export class Responsiveness {
  #now: Silent | undefined;
  #last: PastSilence | undefined;
  /** Its process is being ended because of this silence. */
  #hung: { readonly silent: Silent; readonly atMs: number } | undefined;

  /** While it answers nothing. */
  get silent(): Silent | undefined {
    return this.#now;
  }

  get wasSilent(): PastSilence | undefined {
    return this.#last;
  }

  /** Sees whether it answers for as long as its process is there. */
  watch({ tell, changed, end, ...watched }: ResponsivenessOptions): void {
    void watch({
      ...watched,
      onSilent: (silent) => {
        if (!this.#now) tell(`has answered nothing ${silentText(silent)}`);
        this.#now = silent;
        changed();
      },
      onAnswer: () => {
        if (this.#now) tell(`answers again; it had answered nothing ${silentText(this.#now)}`);
        this.#over('answered');
        changed();
      },
      onHung: (silent) => {
        tell(`has answered nothing ${silentText(silent)}: ended, to be started again`);
        this.#hung = { silent, atMs: Date.now() };
        end();
      },
    });
  }

  /** Its process is gone. Gives what to say of that: nothing, unless it was ended for its silence. */
  ended(): string {
    const hung = this.#hung;
    this.#hung = undefined;
    this.#over('restarted');
    return hung ? `, having answered nothing ${silentText(hung.silent, hung.atMs)}` : '';
  }

  #over(ended: PastSilence['ended']): void {
    if (this.#now) this.#last = { ...this.#now, until: new Date().toISOString(), ended };
    this.#now = undefined;
  }
}
