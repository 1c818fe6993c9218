import type { Profile } from './profile';

/** `hang`: booked and never answered; `silence`: never answered and not booked either. */
export type Behaviour = 'answer' | 'decline' | 'fail' | 'hang' | 'silence';

/** What the bank does with one request: a `tok_*` token says it itself, any other follows the profile. */
export function behaviourOf(
  request: { token?: string; attempt: number },
  profile: Profile,
  random: () => number = Math.random,
): Behaviour {
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
  if (chance < profile.failureRate) return 'fail';
  if (chance < profile.failureRate + profile.hangRate) return 'hang';
  return random() < profile.declineRate ? 'decline' : 'answer';
}
