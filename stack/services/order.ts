import { databaseUrl } from './database-url';
import { instrumentedService } from './instrumented-service';

export const order = instrumentedService({
  name: 'order',
  title: 'Order service',
  environment: (site) => ({
    DATABASE_URL: databaseUrl(site, { role: 'order_app', password: site.secrets.orderAppPassword, database: 'orders' }),
    MIGRATION_DATABASE_URL: databaseUrl(site, {
      role: 'order_owner',
      password: site.secrets.orderOwnerPassword,
      database: 'orders',
    }),
  }),
});
