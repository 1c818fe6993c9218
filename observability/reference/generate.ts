/** `npm run generate -w observability` writes the reference page. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { telemetryPage } from './telemetry-page';

const page = join(__dirname, '..', '..', 'generated', 'telemetry.md');
writeFileSync(page, telemetryPage());
console.log(`wrote ${page}`);
