import { hasFault } from '@sightline/faults';
import { runInContext } from '@sightline/observability';
import type { OutboxRow } from './lanes';

/** Long enough for others of the same partition to come between. */
const HELD_MS = 3_000;

/** The mistake: every second message is left for a while, so that later ones overtake it. Gives what is to be sent now. */
export async function holdBack(rows: readonly OutboxRow[]): Promise<OutboxRow[]> {
  const now: OutboxRow[] = [];
  for (const row of rows) if (!(await isHeld(row))) now.push(row);
  return now;
}

async function isHeld({ id, carrier, created_at }: OutboxRow): Promise<boolean> {
  if (id % 2 === 0 || Date.now() - created_at.getTime() > HELD_MS) return false;
  return runInContext(carrier, () => hasFault('out-of-order-messages'));
}
