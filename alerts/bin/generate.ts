/** `npm run generate -w @sightline/alerts`: makes everything under generated/ from slos/ and rules/. */
import { join } from 'node:path';
import { CompileFailed, formatDiagnostic } from '../compiler/diagnostics';
import { generate, writeGenerated } from '../generate';

const root = join(__dirname, '../..');
try {
  const { files, diagnostics } = generate(root);
  writeGenerated(root, files);
  for (const diagnostic of diagnostics) console.error(formatDiagnostic(diagnostic));
  console.log(files.map(({ path }) => `alerts/${path}`).join('\n'));
} catch (error) {
  if (!(error instanceof CompileFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
