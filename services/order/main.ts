import { serviceFaults } from '@sightline/faults';
import { serve } from '@sightline/http-api';
import { AppModule } from './app.module';
import { configSchema } from './config';
import { migrateOrders } from './migrations';

void serve({
  title: 'Sightline orders',
  description: 'Takes orders, and closes each one as paid or cancelled.',
  configSchema,
  prepare: migrateOrders,
  module: AppModule.with,
  hooks: serviceFaults,
});
