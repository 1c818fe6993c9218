/**
 * The rules of slos/ at another scale than the committed ones, for a platform that shows pages and tickets within minutes:
 *
 *     node alerts/dist/bin/rules-at-scale.js <scale> <folder>
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../compiler/compile';
import { CompileFailed, hasErrors } from '../compiler/diagnostics';
import { type SloScale, sloScales } from '../compiler/windows/demo-scale';
import { readSloFiles, rulesFiles } from '../generate';

const [scale, folder] = process.argv.slice(2);
if (!scale || !(scale in sloScales) || !folder)
  throw new Error(`Give a scale (${Object.keys(sloScales).join(' or ')}) and the folder to write to`);
const { slos, diagnostics } = compile(readSloFiles(join(__dirname, '../../slos')), {
  scale: sloScales[scale as SloScale],
});
if (hasErrors(diagnostics)) {
  console.error(new CompileFailed(diagnostics).message);
  process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of rulesFiles({ slos })) writeFileSync(join(folder, path), text);
}
