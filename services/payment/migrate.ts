import { migrateAlone } from '@sightline/database';
import { migratePayments } from './migrations';

void migrateAlone(migratePayments);
