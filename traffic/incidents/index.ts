import { badRelease } from './bad-release';
import { bankDown } from './bank-down';
import { blockedEventLoop } from './blocked-event-loop';
import { cacheStampede } from './cache-stampede';
import { clockSkew } from './clock-skew';
import { collectorDown } from './collector-down';
import { duplicateMessages } from './duplicate-messages';
import { exhaustedPool } from './exhausted-pool';
import { highCardinality } from './high-cardinality';
import type { Incident } from './incident';
import { logFlood } from './log-flood';
import { lokiDown } from './loki-down';
import { lostTraceContext } from './lost-trace-context';
import { memoryLeak } from './memory-leak';
import { nPlusOne } from './n-plus-one';
import { outOfOrderMessages } from './out-of-order-messages';
import { poisonMessage } from './poison-message';
import { prometheusDown } from './prometheus-down';
import { rebalanceStorm } from './rebalance-storm';
import { slowBank } from './slow-bank';
import { slowConsumer } from './slow-consumer';
import { slowQuery } from './slow-query';
import { traceStoreDown } from './trace-store-down';

/** Everything that can be made to go wrong, in the order in which `incident list` shows it. */
export const incidents: readonly Incident[] = [
  nPlusOne,
  cacheStampede,
  duplicateMessages,
  outOfOrderMessages,
  rebalanceStorm,
  slowConsumer,
  poisonMessage,
  blockedEventLoop,
  slowBank,
  bankDown,
  exhaustedPool,
  slowQuery,
  memoryLeak,
  logFlood,
  lostTraceContext,
  highCardinality,
  collectorDown,
  lokiDown,
  traceStoreDown,
  prometheusDown,
  clockSkew,
  badRelease,
];
