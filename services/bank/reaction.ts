import type { Behaviour } from './behaviour';

/** `hang`: booked and never answered; `silence`: never answered and not booked either. */
export type Reaction = 'answer' | 'decline' | 'fail' | 'hang' | 'silence';

/** What the bank does with one request: a `tok_*` token says it itself, any other follows the bank's behaviour. */
export function reactionTo(
  request: { token?: string; attempt: number },
  behaviour: Behaviour,
  random: () => number = Math.random,
): Reaction {
  switch (request.token) {
    case 'tok_ok':
      return 'answer';
    case 'tok_declined':
      return 'decline';
    case 'tok_bank_error':
      return 'fail';
    case 'tok_bank_error_once':
      return request.attempt === 1 ? 'fail' : 'answer';
    case 'tok_bank_timeout':
      return 'silence';
  }
  const chance = random();
  if (chance < behaviour.failureRate) return 'fail';
  if (chance < behaviour.failureRate + behaviour.hangRate) return 'hang';
  return random() < behaviour.declineRate ? 'decline' : 'answer';
}
