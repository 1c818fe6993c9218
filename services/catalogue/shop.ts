import { composeCatalogues, libraryCatalogue } from '@sightline/observability/catalogue';
import { audit } from './audit';
import { bank } from './bank';
import { connections } from './connections';
import { events } from './events';
import { httpApi } from './http-api';
import { orders } from './orders';
import { payments } from './payments';

/** Every name that the shop's services emit, what the library emits for them among it. */
export const catalogue = composeCatalogues(
  'shop',
  orders,
  payments,
  bank,
  events,
  audit,
  httpApi,
  connections,
  libraryCatalogue,
);

export const { metrics, spans, attributes, logEvents } = catalogue;
