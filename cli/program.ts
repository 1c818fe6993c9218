import { Command, Option as CommanderOption, InvalidArgumentError } from 'commander';
import { connections, type OpenPlatform } from './connections';
import { openPlatform, refuseAnother } from './platform';
import type { Terminal } from './terminal/terminal';
import type { Option, Outcome, Screen, Verb } from './verb';

export type ExitCode = 0 | 1 | 2;

export interface ProgramOptions {
  readonly verbs: readonly Verb[];
  /** What the words before the last of a verb's name stand for: `order` of `order create`. */
  readonly groups: Readonly<Record<string, string>>;
  readonly terminal: Terminal;
  readonly version: string;
  exit(code: ExitCode): void;
}

/** Makes the command line of the verbs; what they hand back is printed here, and only here. */
export function program({ verbs, groups, terminal, version, exit }: ProgramOptions): Command {
  const top = new Command('sightline')
    .description('Start the platform, follow one trace through it, and prove that its telemetry is whole')
    .version(version)
    .showHelpAfterError('(add --help for what is accepted)')
    .addHelpText(
      'after',
      '\nExit codes: 0 fine, 1 a problem was found, 2 wrong usage, no platform, or one that lacks what is needed',
    );

  for (const verb of verbs) {
    const [group, name] = verb.name.includes(' ') ? verb.name.split(' ') : [undefined, verb.name];
    const parent = group === undefined ? top : groupOf(top, { name: group, description: groups[group] ?? group });
    parent.addCommand(commandOf(verb, { name: name ?? verb.name, verbs, terminal, exit }));
  }
  // Commander prints and exits by itself otherwise, and gives a verb's options to the verb it stands in (`slo` of `slo lint`);
  // the settings are not inherited by addCommand.
  for (const command of everyCommand(top)) {
    command
      .enablePositionalOptions()
      .exitOverride()
      .configureOutput({
        writeOut: (text) => terminal.out.write(text),
        writeErr: (text) => terminal.err.write(text),
      });
  }
  return top;
}

function groupOf(top: Command, { name, description }: { name: string; description: string }): Command {
  const known = top.commands.find((command) => command.name() === name);
  if (known) return known;
  const group = new Command(name).description(description);
  top.addCommand(group);
  return group;
}

function commandOf(
  verb: Verb,
  { name, verbs, terminal, exit }: Pick<ProgramOptions, 'verbs' | 'terminal' | 'exit'> & { name: string },
) {
  const examples = verb.examples.map(({ command, does }) => `  ${command}\n      ${does}`).join('\n');
  const command = new Command(name)
    .summary(verb.summary)
    .description(verb.description ?? verb.summary)
    .addHelpText('after', `\nExamples:\n${examples}`);
  for (const argument of verb.arguments ?? []) command.argument(argument.name, argument.description);
  for (const option of verb.options ?? []) command.addOption(optionOf(option));
  if (verb.needs) command.option('--platform <name|file>', platformHelp);
  if (verb.disturbs) command.option('--yes', `on a platform that is not local: yes, it ${verb.disturbs}`);
  command.option('--json', 'print the result as JSON');
  return command.action(async () => {
    const { json = false, platform: named, yes = false, ...options } = command.opts<CommonOptions>();
    const screen = screenOf(terminal, json);
    const tell = (line: string) => void terminal.err.write(`${terminal.errPaint('dim', line)}\n`);
    const { needs = [], uses = [], disturbs } = verb;
    refuseAnother(named, needs);
    let open: OpenPlatform | undefined;
    const connect = async () => {
      open ??= await openPlatform({ named, needs, uses, tell, agreed: yes, disturbs });
      return connections(open);
    };
    try {
      const outcome = await verb.run({ args: command.args, options, screen, connect, named, verbs });
      if (outcome) {
        screen.show(outcome);
        exit(outcome.problem ? 1 : 0);
      }
    } finally {
      open?.close?.();
    }
  });
}

interface CommonOptions {
  readonly json?: boolean;
  readonly platform?: string;
  readonly yes?: boolean;
}

const platformHelp =
  'local, compose, or one of sightline.yaml; or a file (default: SIGHTLINE_PLATFORM, then the nearest file, then what runs here)';

function optionOf(declared: Option): CommanderOption {
  const { flags, description, default: fallback, defaultShown, choices, repeatable } = declared;
  const option = new CommanderOption(flags, description);
  if (fallback !== undefined) option.default(fallback, defaultShown);
  if (choices) option.choices(choices);
  if (declared.parse || repeatable) {
    const parse = declared.parse ?? ((text: string) => text);
    option.argParser<unknown>((text, before) => {
      try {
        return repeatable ? [...((before as unknown[] | undefined) ?? []), parse(text)] : parse(text);
      } catch (error) {
        throw new InvalidArgumentError((error as Error).message);
      }
    });
  }
  return option;
}

function screenOf(terminal: Terminal, json: boolean): Screen {
  const { width, paint, hyperlink } = terminal;
  return {
    width,
    paint,
    hyperlink,
    redraw: json ? undefined : terminal.redraw,
    progress: (line) => void (json || terminal.err.write(`${terminal.errPaint('dim', line)}\n`)),
    show: ({ value, text }: Outcome) =>
      void terminal.out.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`),
  };
}

export function* everyCommand(command: Command): Generator<Command> {
  yield command;
  for (const child of command.commands) yield* everyCommand(child);
}
