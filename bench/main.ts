import { CommanderError } from 'commander';
import { benches } from './benches';
import { exitCodeOf, programOf } from './program';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interruption.abort(new Error(`interrupted by ${signal}`)));

programOf({
  benches,
  print: (text) => process.stdout.write(text),
  tell: (text) => process.stderr.write(`${text}\n`),
  signal: interruption.signal,
})
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const isExpected = interruption.signal.aborted || exitCodeOf(error) !== undefined;
    console.error(isExpected ? (error as Error).message : error);
    process.exitCode = exitCodeOf(error) ?? 1;
  });
