import { PlatformError } from '../platform-error';
import { type Passed, reasons } from './found';
import { givenPathVariable } from './given-path-variable';
import type { Installable } from './installation';

/** No place has the engine; the message tells what each of them said. */
export class EngineUnavailable extends PlatformError {
  /** The reasons that a person can do something about, in one line. */
  readonly summary: string;

  constructor(engine: Installable, others: readonly Passed[]) {
    super('ENGINE_UNAVAILABLE', {
      problem: [`${engine.title} ${engine.version} cannot be had:`, ...reasons(others)].join('\n    '),
      remedy: `mend one of these, or give its program with ${givenPathVariable(engine.name)}=<path>`,
    });
    this.summary = reasons(others.filter(({ notable }) => notable)).join('; ') || 'found nowhere';
  }
}
