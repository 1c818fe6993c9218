/**
 * Makes mistakes in the generated rules, one at a time, and reports the share that the generated tests catch:
 *
 *     node alerts/dist/bin/mutate.js <promtool> [slo id] [every n-th mutant]
 */
import { join } from 'node:path';
import { compile } from '../compiler/compile';
import { readSloFiles } from '../generate';
import { runMutants } from '../mutation/run-mutants';

async function main([promtool, id, every]: string[]): Promise<void> {
  if (!promtool)
    throw new Error(
      'Give the path of promtool: node alerts/dist/bin/mutate.js <promtool> [slo id] [every n-th mutant]',
    );
  const { slos } = compile(readSloFiles(join(__dirname, '../../slos')));
  let caught = 0;
  let all = 0;
  for (const compiled of slos.filter(({ slo }) => !id || id === 'all' || slo.id === id)) {
    const run = await runMutants(compiled, {
      promtool,
      every: Number(every ?? 1),
      onMutant: (mutant, isCaught) =>
        isCaught || console.log(`survived in ${compiled.slo.id}: [${mutant.kind}] ${mutant.description}`),
    });
    caught += run.caught.length;
    all += run.caught.length + run.survived.length;
    console.log(
      `${compiled.slo.id}: ${run.caught.length} of ${run.caught.length + run.survived.length} mutants caught`,
    );
  }
  console.log(`${caught} of ${all} mutants caught: ${((100 * caught) / all).toFixed(1)} %`);
}

void main(process.argv.slice(2));
