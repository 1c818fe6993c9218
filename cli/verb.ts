import type { Connections } from './connections';
import type { Need } from './platform/need';
import type { Hyperlink } from './terminal/hyperlink';
import type { Redraw } from './terminal/live-block';
import type { Paint } from './terminal/paint';

/** What a verb has to say: a value for programs, a text for people. */
export interface Outcome {
  /** Printed by --json. */
  readonly value: unknown;
  readonly text: string;
  /** The verb did its work and found something wrong: exit code 1. */
  readonly problem?: boolean;
}

/** One command of `sightline`. It parses, calls, and hands a value back; it prints nothing but progress. */
export interface Verb<Options = unknown> {
  /** As it is typed: `trace`, `order create`. */
  readonly name: string;
  /** One line for the list of all verbs. */
  readonly summary: string;
  /** What --help says about it; the summary when left out. */
  readonly description?: string;
  /** Whether it leaves the platform as it was. */
  readonly onlyReads: boolean;
  /** What it needs of a platform; none when left out: it asks none, and takes no --platform. */
  readonly needs?: readonly Need[];
  /** What it makes use of where there is some. */
  readonly uses?: readonly Need[];
  /**
   * What it does to a platform, where it writes to one or may wake somebody: `sends a test alert to whoever hears of alerts`. On any
   * platform but `local` it is told and needs --yes.
   */
  readonly disturbs?: string;
  readonly examples: readonly Example[];
  readonly arguments?: readonly Argument[];
  readonly options?: readonly Option[];
  /** Hands back nothing when it has shown its outcome already. */
  run(call: Call<Options>): Promise<Outcome | undefined>;
}

export interface Example {
  readonly command: string;
  readonly does: string;
}

export interface Argument {
  /** `<order>`, or `[order]` when it may be left out; `<file...>` for one or more. */
  readonly name: string;
  readonly description: string;
}

export interface Option {
  /** `--token <token>` */
  readonly flags: string;
  readonly description: string;
  readonly default?: string | number;
  /** How --help writes the default. */
  readonly defaultShown?: string;
  /** @throws {UsageError} saying what is accepted. */
  readonly parse?: (text: string) => unknown;
  readonly choices?: readonly string[];
  /** May be given several times; the verb gets them all, in order. */
  readonly repeatable?: boolean;
}

export interface Call<Options> {
  readonly args: readonly string[];
  readonly options: Options;
  readonly screen: Screen;
  /**
   * The platform that is named, or else found.
   *
   * @throws {CliError} PLATFORM_NOT_RUNNING, PART_MISSING, NOT_AGREED, NOT_TRUSTED, or USAGE when it is described wrongly.
   */
  connect(): Promise<Connections>;
  /** What --platform says, for a command about platforms themselves. */
  readonly named: string | undefined;
  /** All there are, to tell what a platform makes possible. */
  readonly verbs: readonly Verb[];
}

export interface Screen {
  readonly width: number;
  readonly paint: Paint;
  /** Makes a text a link; undefined where the terminal shows none. */
  readonly hyperlink: Hyperlink;
  /** Tells a person how far it is; goes to stderr, and nowhere with --json. */
  progress(line: string): void;
  /** Replaces what it drew before; undefined where there is no terminal, and with --json. */
  readonly redraw: Redraw | undefined;
  /** Prints an outcome before the verb is done. */
  show(outcome: Outcome): void;
}

/** Declares a verb: the type of its options is its own business and ends here. */
export const verb = <Options = object>(definition: Verb<Options>): Verb => definition as Verb;
