import { onFault } from '../on-fault';

const EVERY_MS = 3_000;

/** The mistake: the consumer leaves its group every few seconds and joins again, and everybody stops reading meanwhile. */
export function joinAgain(leaveAndJoin: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  onFault('rebalance-storm', (on) => {
    clearInterval(timer);
    if (on) timer = setInterval(() => void leaveAndJoin().catch(() => {}), EVERY_MS).unref();
  });
}
