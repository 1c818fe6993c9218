import { setting } from '@sightline/config';
import { z } from 'zod';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);

const servicesSchema = z
  .array(
    z.object({
      name,
      port: z.int().min(0).max(65_535),
      instances: z.array(z.object({ name, url: z.url({ protocol: /^http$/ }) })).min(1),
    }),
  )
  .min(1);

export const configSchema = z.object({
  HOST: setting.host(),
  /** Where it tells of itself; what it passes on comes at the ports of the services. */
  PORT: setting.port(),
  FRONT_SERVICES: z.string().transform(parsed).pipe(servicesSchema).meta({
    description:
      'JSON: [{"name": "order", "port": 3001, "instances": [{"name": "order-1", "url": "http://127.0.0.1:3021"}]}]',
  }),
});

export type FrontedService = z.output<typeof servicesSchema>[number];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
