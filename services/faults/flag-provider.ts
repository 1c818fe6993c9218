import {
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  type ResolutionDetails,
  TypeMismatchError,
} from '@openfeature/server-sdk';
import type { KeyFile } from '@sightline/access';
import { type Context, evaluate, type Rule } from './evaluate';
import { flagsSchema } from './flag-state';
import { switchedOn } from './switched-on';

const EVERY_MS = 1_000;
/** Without word from the flag service for this long, every flag is off: nobody could switch it off any more. */
const FORGET_AFTER_MS = 10_000;

/**
 * Evaluates flags in this process, from what the flag service says about them once a second; it asks nobody on the way of a
 * request.
 */
export class FlagProvider implements Provider {
  readonly metadata = { name: 'sightline-flags' };
  readonly runsOn = 'server';
  readonly events = new OpenFeatureEventEmitter();
  #rules: ReadonlyMap<string, Rule> = new Map();
  #etag: string | undefined;
  #heardAt = Date.now();
  #timer: NodeJS.Timeout | undefined;

  /** Without a flag service only what requests ask for themselves is on. */
  constructor(
    private readonly url: string | undefined,
    private readonly key?: Pick<KeyFile, 'current'>,
  ) {}

  /** Resolves after the first poll, whether or not the flag service answered: it may come later. */
  async initialize(): Promise<void> {
    const { url } = this;
    if (url === undefined) return;
    await this.#poll(url);
    this.#timer = setInterval(() => void this.#poll(url), EVERY_MS).unref();
  }

  async onClose(): Promise<void> {
    clearInterval(this.#timer);
    switchedOn.clear();
  }

  async resolveBooleanEvaluation(
    key: string,
    _fallback: boolean,
    context: Context,
  ): Promise<ResolutionDetails<boolean>> {
    return evaluate(key, this.#rules.get(key), context);
  }

  resolveStringEvaluation = async (): Promise<ResolutionDetails<string>> => onlyBooleans();
  resolveNumberEvaluation = async (): Promise<ResolutionDetails<number>> => onlyBooleans();
  resolveObjectEvaluation = async <T extends JsonValue>(): Promise<ResolutionDetails<T>> => onlyBooleans();

  async #poll(url: string): Promise<void> {
    try {
      const response = await fetch(new URL('/flags', url), {
        headers: {
          ...(this.key && { 'x-api-key': this.key.current }),
          ...(this.#etag !== undefined && { 'if-none-match': this.#etag }),
        },
        signal: AbortSignal.timeout(EVERY_MS),
      });
      if (response.status === 200) {
        const { flags } = flagsSchema.parse(await response.json());
        this.#etag = response.headers.get('etag') ?? undefined;
        this.#learn(new Map(flags.filter(({ percent }) => percent > 0).map(({ key, ...rule }) => [key, rule])));
      } else await response.body?.cancel();
      if (response.status === 200 || response.status === 304) this.#heardAt = Date.now();
    } catch {
      // Away or restarting. It is asked again in a second.
    }
    if (Date.now() - this.#heardAt > FORGET_AFTER_MS) {
      this.#etag = undefined;
      this.#learn(new Map());
    }
  }

  #learn(rules: ReadonlyMap<string, Rule>): void {
    const before = this.#rules;
    this.#rules = rules;
    switchedOn.clear();
    for (const key of rules.keys()) switchedOn.add(key);
    const differs = (key: string) => JSON.stringify(before.get(key)) !== JSON.stringify(rules.get(key));
    const flagsChanged = [...new Set([...before.keys(), ...rules.keys()])].filter(differs);
    if (flagsChanged.length === 0) return;
    const metadata = Object.fromEntries(flagsChanged.map((key) => [key, rules.has(key)]));
    this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged, metadata });
  }
}

function onlyBooleans(): never {
  throw new TypeMismatchError('Every flag is a boolean');
}
