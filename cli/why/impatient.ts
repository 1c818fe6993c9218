import { BackendError } from '@sightline/stores';

export interface Patience {
  /** How long one answer may take, in milliseconds. */
  readonly answerMs: number;
  /** How long all of them together may take, from now. */
  readonly allMs: number;
  /** Told of a store that is asked no more. */
  leftAlone?(error: BackendError): void;
}

/**
 * A store that is left alone once it has not answered: one that hangs is waited for once, whatever else it was to be asked. One that
 * has answered something else meanwhile does not hang; it too is asked no more when the time is over.
 */
export function impatient<Store extends object>(
  within: (timeoutMs: number) => Store,
  { answerMs, allMs, leftAlone = () => {} }: Patience,
): Store {
  const deadline = performance.now() + allMs;
  let silent: BackendError | undefined;
  let late: BackendError | undefined;
  let answered = 0;
  const ask = (key: string | symbol, asked: readonly unknown[]): unknown => {
    const left = Math.round(deadline - performance.now());
    if (silent) return Promise.reject(silent);
    if (late && left <= 0) return Promise.reject(late);
    const store = within(Math.max(1, Math.min(answerMs, left)));
    const answeredBefore = answered;
    const answer: unknown = Reflect.apply(Reflect.get(store, key) as () => unknown, store, asked);
    if (!(answer instanceof Promise)) return answer;
    return answer.then(
      (value: unknown) => {
        answered++;
        return value;
      },
      (error: unknown) => {
        if (isSilence(error)) {
          late = error;
          if (answered === answeredBefore) {
            silent = error;
            leftAlone(error);
          }
        }
        throw error;
      },
    );
  };
  const whole = within(answerMs);
  return new Proxy(whole, {
    get(_, key) {
      const member: unknown = Reflect.get(whole, key);
      return typeof member === 'function' ? (...asked: unknown[]) => ask(key, asked) : member;
    },
  });
}

const isSilence = (error: unknown): error is BackendError =>
  error instanceof BackendError && (error.code === 'BACKEND_TIMEOUT' || error.code === 'BACKEND_UNREACHABLE');
