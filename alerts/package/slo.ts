#!/usr/bin/env node
/** The compiler of SLOs as a command, where nothing of the platform is installed: `npx sightline-slo compile slos.yml`. */
import { writeFileSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type CompileFlags, compileCommand } from '../commands/compile-command';
import { explainCommand } from '../commands/explain-command';
import { lintCommand } from '../commands/lint-command';
import { InvalidSloOption } from '../commands/slo-files';
import { InvalidWindows } from '../compiler/windows/windows-file';
import { type RuleFormat, ruleFormats } from '../compiler/write/formats';

const commands = { compile: compileCommand, lint: lintCommand, explain: explainCommand } as const;

const usage = `Usage: sightline-slo <compile|lint|explain> [options] <file or folder...>

SLO files (OpenSLO v1, Sloth's prometheus/v1 or sloth.slok.dev/v1) in; recording rules and burn-rate alerts for Prometheus out.

  compile   prints the rules of all SLOs as one rule file
  lint      says all that is wrong or doubtful
  explain   says in words what is promised, and which alert fires when

Options:
  --profile <sightline|sloth>  whose rules (default: sightline)
  --period <time>              the period of SLOs that give none (default: 30d)
  --scrape-interval <time>     how often Prometheus scrapes (default: 5s)
  --traffic <number>           events an hour: says how soon the alerts tell what at that
  --retention <time>           how long Prometheus keeps its data
  --windows <file>             a Sloth AlertWindows file in place of the usual windows
  --objective <[slo=]percent>  another objective than the file's; may be given several times
  --label <key=value>          a label on every rule; may be given several times
  --format <name>              of compile: prometheus, operator or mimir (default: operator where all
                               SLOs are PrometheusServiceLevels, else prometheus)
  --namespace <name>           of compile: where the operator's objects, or Mimir's groups, belong
  --object-label <key=value>   of compile: a label on the operator's objects; may be given several times
  --out <file>                 where the rules go (default: standard output)
  --json                       the answer for programs: ok, diagnostics, output
  --help                       this

Exit codes: 0 in order, 1 something is wrong with the files, 2 wrong usage.`;

const options = {
  profile: { type: 'string' },
  period: { type: 'string' },
  'scrape-interval': { type: 'string' },
  traffic: { type: 'string' },
  retention: { type: 'string' },
  windows: { type: 'string' },
  objective: { type: 'string', multiple: true },
  label: { type: 'string', multiple: true },
  format: { type: 'string' },
  namespace: { type: 'string' },
  'object-label': { type: 'string', multiple: true },
  out: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

function run(args: string[]): number {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [name = '', ...files] = positionals;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (!Object.hasOwn(commands, name)) throw new InvalidSloOption(`Say what to do: one of ${Object.keys(commands)}`);
  if (files.length === 0) throw new InvalidSloOption(`Say which files: sightline-slo ${name} slos.yml`);
  const { profile, format, out, json, help: _, ...others } = values;
  const { 'scrape-interval': scrapeInterval, 'object-label': objectLabel, ...named } = others;
  if (profile !== undefined && profile !== 'sightline' && profile !== 'sloth')
    throw new InvalidSloOption(`--profile ${profile} is not accepted: sightline or sloth`);
  if (format !== undefined && !ruleFormats.includes(format as RuleFormat))
    throw new InvalidSloOption(`--format ${format} is not accepted: one of ${ruleFormats.join(', ')}`);
  const ofCompile = { format, namespace: others.namespace, 'object-label': objectLabel };
  const [idle] = Object.entries(ofCompile).find(([, value]) => value !== undefined) ?? [];
  if (name !== 'compile' && idle) throw new InvalidSloOption(`--${idle} is of compile: ${name} writes no rules`);
  const given: CompileFlags = {
    ...named,
    ...(profile && { profile }),
    ...(format && { format: format as RuleFormat }),
    ...(scrapeInterval && { scrapeInterval }),
    ...(objectLabel && { objectLabel }),
  };
  const { ok, output, report, diagnostics } = commands[name as keyof typeof commands](files, given);
  if (json) console.log(JSON.stringify({ ok, diagnostics, output }, undefined, 2));
  else if (report) console.error(report);
  if (ok && out !== undefined) writeFileSync(out, `${output.trimEnd()}\n`);
  else if (ok && !json) console.log(output.trimEnd());
  return ok ? 0 : 1;
}

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  if (!isUsage(error)) throw error;
  console.error(`${error.message}\n\nsightline-slo --help shows what there is.`);
  process.exitCode = 2;
}

function isUsage(error: unknown): error is Error {
  if (error instanceof InvalidSloOption || error instanceof InvalidWindows) return true;
  const { code = '' } = error as { code?: string };
  return code.startsWith('ERR_PARSE_ARGS') || code === 'EACCES' || code === 'ENOENT' || code === 'EISDIR';
}
