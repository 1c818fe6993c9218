import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { referencePage } from './reference';

test('the committed page is what the catalogue gives: npm run generate -w @sightline/catalogue', () => {
  const committed = readFileSync(join(__dirname, 'generated', 'telemetry.md'), 'utf8');

  expect(committed).toBe(referencePage());
});
