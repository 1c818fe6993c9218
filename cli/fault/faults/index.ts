import type { Fault } from '../fault';
import { bank500 } from './bank-500';
import { bankRubbish } from './bank-rubbish';
import { busyLoops } from './busy-loops';
import { clockAhead } from './clock-ahead';
import { connectionsTaken } from './connections-taken';
import { cutOff } from './cut-off';
import { diskFull } from './disk-full';
import { frozen } from './frozen';
import { indexDropped } from './index-dropped';
import { ordersLocked } from './orders-locked';
import { roleLockedOut } from './role-locked-out';
import { stuttering } from './stuttering';
import { topicDeleted } from './topic-deleted';
import { twoAtOnce } from './two-at-once';

const made = { heldOut: false };
const heldOut = { heldOut: true };

/** In the order in which they are played: those that were played while `why` was made first. */
export const faults: readonly Fault[] = [
  frozen('payment', made),
  frozen('postgres', made),
  ordersLocked,
  bankRubbish,
  busyLoops,
  frozen('log-store', made),
  frozen('kafka', made),
  indexDropped,
  frozen('alertmanager', made),
  frozen('viewer', made),
  twoAtOnce(bankRubbish, frozen('log-store', made), made),
  frozen('order', heldOut),
  frozen('bank', heldOut),
  connectionsTaken,
  bank500,
  clockAhead,
  frozen('flags', heldOut),
  frozen('collector', heldOut),
  frozen('prometheus', heldOut),
  frozen('trace-store', heldOut),
  frozen('inbox', heldOut),
  topicDeleted,
  diskFull('log-store', heldOut),
  diskFull('postgres', heldOut),
  diskFull('kafka', heldOut),
  cutOff('postgres', heldOut),
  cutOff('kafka', heldOut),
  cutOff('bank', heldOut),
  roleLockedOut,
  stuttering('payment', heldOut),
  twoAtOnce(ordersLocked, frozen('inbox', heldOut), heldOut),
  twoAtOnce(frozen('bank', heldOut), frozen('trace-store', heldOut), heldOut),
];
