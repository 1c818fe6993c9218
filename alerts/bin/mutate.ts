/**
 * Makes mistakes in the generated rules, one at a time, and reports the share that the generated tests catch:
 *
 *     node alerts/dist/bin/mutate.js <promtool> [names of rules files, separated by commas, or all] [every n-th mutant]
 */
import { join } from 'node:path';
import { rulesUnderTest } from '../mutation/rules-under-test';
import { runMutants } from '../mutation/run-mutants';

async function main([promtool, names = 'all', every = '1']: string[]): Promise<void> {
  if (!promtool)
    throw new Error('Give the path of promtool: node alerts/dist/bin/mutate.js <promtool> [names] [every]');
  const chosen = rulesUnderTest(join(__dirname, '../../generated')).filter(
    ({ name }) => names === 'all' || names.split(',').includes(name),
  );
  let caught = 0;
  let all = 0;
  for (const rules of chosen) {
    const began = Date.now();
    const run = await runMutants(rules, {
      promtool,
      every: Number(every),
      onMutant: (mutant, isCaught) =>
        isCaught || console.log(`survived in ${rules.name}: [${mutant.kind}] ${mutant.description}`),
    });
    const judged = run.caught + run.survived.length;
    caught += run.caught;
    all += judged;
    console.log(`| ${rules.name} | ${run.caught} of ${judged} | ${percent(run.caught, judged)} |`);
    console.error(`${rules.name}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
  }
  console.log(`| all | ${caught} of ${all} | ${percent(caught, all)} |`);
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

void main(process.argv.slice(2));
