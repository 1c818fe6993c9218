/**
 * The rules of slos/ at another scale than the committed ones, for a platform that shows pages and tickets within minutes:
 *
 *     node alerts/dist/bin/rules-at-scale.js <scale> <folder>
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../compiler/compile';
import { type SloScale, sloScales } from '../compiler/windows/demo-scale';
import { readSloFiles, rulesFiles } from '../generate';

const [scale, folder] = process.argv.slice(2);
if (!scale || !(scale in sloScales) || !folder)
  throw new Error(`Give a scale (${Object.keys(sloScales).join(' or ')}) and the folder to write to`);
mkdirSync(folder, { recursive: true });
const compilation = compile(readSloFiles(join(__dirname, '../../slos')), { scale: sloScales[scale as SloScale] });
for (const { path, text } of rulesFiles(compilation)) writeFileSync(join(folder, path), text);
