import { setting } from '@sightline/config';
import { z } from 'zod';

export const configSchema = z.object({ HOST: setting.host(), PORT: setting.port() });
