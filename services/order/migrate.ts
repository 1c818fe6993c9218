import { migrateAlone } from '@sightline/database';
import { migrateOrders } from './migrations';

void migrateAlone(migrateOrders);
