import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { telemetryPage } from './telemetry-page';

test('the committed page is what the catalogue gives: npm run generate -w observability', () => {
  const committed = readFileSync(join(__dirname, '..', 'generated', 'telemetry.md'), 'utf8');

  expect(committed).toBe(telemetryPage());
});
