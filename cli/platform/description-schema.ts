import { inRepository } from '@sightline/stack';
import { z } from 'zod';
import { descriptionFile } from './description';

export const schemaFile = inRepository('cli', 'platform', 'generated', 'sightline.schema.json');

/** The JSON Schema of sightline.yaml, for editors. */
export const descriptionSchema = (): object => z.toJSONSchema(descriptionFile, { io: 'input', target: 'draft-7' });
