import { serviceFaults } from '@sightline/faults';
import { serve } from '@sightline/http-api';
import { AppModule } from './app.module';
import { configSchema } from './config';
import { migratePayments } from './migrations';

void serve({
  title: 'Sightline payments',
  description: 'Charges the bank for each order, once, and gives the money back when an order is cancelled.',
  configSchema,
  prepare: migratePayments,
  module: AppModule.with,
  hooks: serviceFaults,
});
