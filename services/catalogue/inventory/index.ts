import { collectorInventory } from './collector';
import { engineInventory } from './engines';
import { hostInventory } from './host';
import { kafkaInventory } from './kafka';
import { postgresqlInventory } from './postgresql';
import { sloInventory } from './slo';
import { spanInventory } from './spans';

/** What others emit and our dashboards, SLOs and alerts refer to, by who emits it. */
export const inventory = {
  ...spanInventory,
  ...collectorInventory,
  ...kafkaInventory,
  ...postgresqlInventory,
  ...hostInventory,
  ...engineInventory,
  ...sloInventory,
} as const;
