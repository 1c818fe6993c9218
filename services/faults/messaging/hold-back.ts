import { type Carrier, runInContext } from '@sightline/observability';
import { hasFault } from '../has-fault';

/** Long enough for others of the same partition to come between. */
const HELD_MS = 3_000;

interface Waiting {
  readonly id: number;
  readonly carrier: Carrier;
  readonly created_at: Date;
}

/** The mistake: every second message is left for a while, so that later ones overtake it. Gives what is to be sent now. */
export async function holdBack<Row extends Waiting>(rows: readonly Row[]): Promise<Row[]> {
  const now: Row[] = [];
  for (const row of rows) if (!(await isHeld(row))) now.push(row);
  return now;
}

async function isHeld({ id, carrier, created_at }: Waiting): Promise<boolean> {
  if (id % 2 === 0 || Date.now() - created_at.getTime() > HELD_MS) return false;
  return runInContext(carrier, () => hasFault('out-of-order-messages'));
}
