import type { Site } from '../component';

export const databaseUrl = (
  { addresses, certificates }: Pick<Site, 'addresses' | 'certificates'>,
  { role, password, database }: { role: string; password: string; database: string },
) => {
  const known = certificates ? `?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificates.authority)}` : '';
  return `postgres://${role}:${password}@${addresses.at('postgres')}/${database}${known}`;
};
