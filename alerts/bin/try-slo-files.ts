/**
 * Makes SLO files of both formats, compiles them, and lets promtool evaluate what compiles over made series:
 *
 *     node alerts/dist/bin/try-slo-files.js <promtool> [how many] [seed]
 */
import fc from 'fast-check';
import { madeSlo } from '../slo-cases/made/made-slo';
import { tryMadeSlos } from '../slo-cases/made/try-made';

const batch = 25;

async function main([promtool, count = '200', seed = '1']: string[]): Promise<void> {
  if (!promtool)
    throw new Error('Give the path of promtool: node alerts/dist/bin/try-slo-files.js <promtool> [how many] [seed]');
  let compiled = 0;
  let refused = 0;
  let failed = 0;
  const all = fc.sample(madeSlo, { numRuns: Number(count), seed: Number(seed) });
  for (let from = 0; from < all.length; from += batch) {
    const tried = await tryMadeSlos(promtool, all.slice(from, from + batch));
    compiled += tried.compiled;
    refused += tried.refused;
    failed += tried.failures.length;
    for (const failure of tried.failures) console.log(failure);
    console.error(`${compiled + refused} of ${all.length}`);
  }
  console.log(`${compiled} compiled, ${refused} refused, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

void main(process.argv.slice(2));
