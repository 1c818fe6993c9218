import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { descriptionSchema, schemaFile } from './description-schema';

mkdirSync(dirname(schemaFile), { recursive: true });
writeFileSync(schemaFile, `${JSON.stringify(descriptionSchema(), null, 2)}\n`);
