import { BackendError } from '@sightline/stores';

export interface Patience {
  /** How long one answer may take, in milliseconds; as long as the store says, when left out. */
  readonly answerMs?: number;
  /** How long all of them together may take, from now; as long as they do, when left out. */
  readonly allMs?: number;
  /** Told of a store that is asked no more. */
  leftAlone?(error: BackendError): void;
}

/**
 * A store that is left alone once it has not answered: one that hangs is waited for once, whatever else it was to be asked. One that
 * has answered something else meanwhile does not hang; it too is asked no more when the time is over.
 */
export function impatient<Store extends object>(
  within: (timeoutMs: number | undefined) => Store,
  { answerMs, allMs = Number.POSITIVE_INFINITY, leftAlone = () => {} }: Patience,
): Store {
  const deadline = performance.now() + allMs;
  const isLimited = answerMs !== undefined || allMs < Number.POSITIVE_INFINITY;
  let silent: BackendError | undefined;
  let late: BackendError | undefined;
  let answered = 0;
  const ask = (key: string | symbol, asked: readonly unknown[]): unknown => {
    const left = deadline - performance.now();
    if (silent) return Promise.reject(silent);
    if (late && left <= 0) return Promise.reject(late);
    const store = isLimited ? within(Math.max(1, Math.round(Math.min(answerMs ?? left, left)))) : whole;
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
