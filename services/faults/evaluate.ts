import { createHash } from 'node:crypto';

/** What a flag that is switched on applies to. */
export interface Rule {
  /** The share of requests, by their targeting key; above 0 and up to 100. */
  readonly percent: number;
  /** What the evaluation context must say, for example `{ "service.version": "0.2.0" }`. */
  readonly where?: Readonly<Record<string, string>> | undefined;
}

/** Of OpenFeature, as far as it matters here; `faults` are the ones the request itself asked for. */
export interface Context {
  readonly targetingKey?: string | undefined;
  readonly faults?: unknown;
  readonly [attribute: string]: unknown;
}

/** The reasons are OpenFeature's: https://openfeature.dev/specification/types#resolution-reason */
export interface Evaluation {
  readonly value: boolean;
  readonly variant: 'on' | 'off';
  readonly reason: 'STATIC' | 'DEFAULT' | 'TARGETING_MATCH' | 'SPLIT';
}

/** A share can only be taken of something: the context has no targeting key. */
export class TargetingKeyMissing extends Error {
  readonly code = 'TARGETING_KEY_MISSING';
}

/**
 * Which variant a flag has in a context. The same function answers in the services and in the flag service.
 *
 * @throws {TargetingKeyMissing}
 */
export function evaluate(key: string, rule: Rule | undefined, context: Context): Evaluation {
  if (Array.isArray(context.faults) && context.faults.includes(key)) return on('TARGETING_MATCH');
  if (!rule) return off('STATIC');
  const { percent, where = {} } = rule;
  if (Object.entries(where).some(([name, value]) => context[name] !== value)) return off('DEFAULT');
  if (percent >= 100) return on(rule.where ? 'TARGETING_MATCH' : 'STATIC');
  if (context.targetingKey === undefined)
    throw new TargetingKeyMissing('The flag is on for a share of requests: the context needs a targetingKey');
  return bucketOf(key, context.targetingKey) < percent ? on('SPLIT') : off('SPLIT');
}

const on = (reason: Evaluation['reason']): Evaluation => ({ value: true, variant: 'on', reason });
const off = (reason: Evaluation['reason']): Evaluation => ({ value: false, variant: 'off', reason });

/** From 0 up to, but not including, 100; always the same for the same flag and key, and unrelated between flags. */
function bucketOf(key: string, targetingKey: string): number {
  const digest = createHash('sha1').update(`${key}\0${targetingKey}`).digest();
  return (digest.readUInt32BE(0) / 2 ** 32) * 100;
}
