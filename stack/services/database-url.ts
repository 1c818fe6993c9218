import type { Site } from '../component';

export const databaseUrl = (
  { addresses }: Pick<Site, 'addresses'>,
  { role, password, database }: { role: string; password: string; database: string },
) => `postgres://${role}:${password}@${addresses.at('postgres')}/${database}`;
