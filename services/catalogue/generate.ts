/** `npm run generate -w @sightline/catalogue` writes the reference page. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referencePage } from './reference';

const page = join(__dirname, '..', 'generated', 'telemetry.md');
writeFileSync(page, referencePage());
console.log(`wrote ${page}`);
