import { holdBack } from './hold-back';
import { joinAgain } from './join-again';
import { sendingsOf } from './sendings-of';

/** The mistakes that can be made with events, as the hooks of messaging. */
export const messagingFaults = { select: holdBack, sendings: sendingsOf, reading: joinAgain } as const;
