import { join, relative, resolve } from 'node:path';
import { repositoryRoot } from '@sightline/stack';
import { Command } from 'commander';
import { type Bench, CannotMeasure } from './bench';
import { machineFacts } from './harness/machine';
import { jsonOf, type Measured, pageOf, writeFindings } from './harness/write-findings';

export interface ProgramOptions {
  readonly benches: readonly Bench[];
  readonly print: (text: string) => void;
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
}

/** `npm run bench -- [name] [options]`. Exit codes: 0 measured, 1 measured with doubts, 2 it cannot be measured here, or wrong usage. */
export function programOf(options: ProgramOptions): Command {
  const program = new Command('npm run bench --')
    .description(
      'Measures what the telemetry costs and promises. Figures of one machine at one time: compare their ratios.',
    )
    .helpCommand(false)
    .exitOverride();
  for (const bench of options.benches) program.addCommand(commandOf(bench, options));
  return program;
}

function commandOf(bench: Bench, { print, tell, signal }: ProgramOptions): Command {
  const command = new Command(bench.name)
    .summary(bench.title)
    .description(`${bench.title}\n\n${bench.description}`)
    .option('--out <folder>', 'where the table and the JSON are written', join('docs', 'measured'))
    .option('--dry', 'write nothing: print the table alone')
    .option('--json', 'print the JSON, with every sample, in place of the table')
    .exitOverride();
  return (bench.configure?.(command) ?? command).action(async (given: Record<string, unknown>) => {
    const { out, dry, json, ...own } = given;
    const startedAt = new Date();
    const machine = machineFacts();
    const findings = await bench.run({ options: own, say: tell, signal });
    const measured: Measured = {
      ...findings,
      bench,
      command: again(bench, command),
      machine,
      startedAt,
      seconds: (Date.now() - startedAt.getTime()) / 1_000,
    };
    print(json ? jsonOf(measured) : pageOf(measured));
    if (!dry)
      for (const path of writeFindings(resolve(repositoryRoot, String(out)), measured))
        tell(`wrote ${relative(repositoryRoot, path)}`);
    if (findings.doubts.length > 0) process.exitCode = 1;
  });
}

/** The command with the options that are not as they are by themselves, and that change what is measured. */
function again(bench: Bench, command: Command): string {
  const given = command.options.filter(
    (option) =>
      !['out', 'dry', 'json'].includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  const words = given.flatMap((option) => {
    const value: unknown = command.getOptionValue(option.attributeName());
    if (typeof value === 'boolean') return [option.long];
    // A list that is one word has commas between.
    return [option.long, ...(option.variadic && Array.isArray(value) ? value : [value]).map(String)];
  });
  return ['npm run bench --', bench.name, ...words].join(' ');
}

export const exitCodeOf = (error: unknown): 2 | undefined => (error instanceof CannotMeasure ? 2 : undefined);
