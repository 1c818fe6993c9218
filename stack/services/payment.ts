import { databaseUrl } from './database-url';
import { instrumentedService } from './instrumented-service';

export const payment = instrumentedService({
  name: 'payment',
  title: 'Payment service',
  yields: true,
  needs: ['postgres'],
  after: ['kafka', 'bank'],
  youngMegabytes: 16,
  environment: (site) => ({
    DATABASE_URL: databaseUrl(site, {
      role: 'payment_app',
      password: site.secrets.paymentAppPassword,
      database: 'payments',
    }),
    MIGRATION_DATABASE_URL: databaseUrl(site, {
      role: 'payment_owner',
      password: site.secrets.paymentOwnerPassword,
      database: 'payments',
    }),
    BANK_URL: site.addresses.url('bank'),
    ...(site.certificates && { BANK_API_KEY_FILE: site.home.key('payment') }),
    OTEL_INSTRUMENTATION_COMMON_PEER_SERVICE_MAPPING: `${site.addresses.at('bank')}=bank`,
  }),
});
