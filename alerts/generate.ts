import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Compilation, type CompileOptions, compile } from './compiler/compile';
import { CompileFailed, type Diagnostic, hasErrors } from './compiler/diagnostics';
import { editorSchema } from './compiler/editor-schema';
import type { SourceFile } from './compiler/parse/read-slos';
import { writeRulesFile } from './compiler/write/rules-file';
import { platformFiles } from './platform/generate-platform';
import { policySchema } from './policy/policy';
import { generateRuleTests } from './rule-tests/generate-rule-tests';
import { telemetryCatalogue } from './telemetry-catalogue';

/** A file this package generates, relative to it. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

export interface Generation {
  readonly files: readonly GeneratedFile[];
  /** Warnings and hints; errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The SLO files of a folder, sorted, named as people write them. */
export const readSloFiles = (folder: string): SourceFile[] =>
  readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ file: join('alerts/slos', name), text: readFileSync(join(folder, name), 'utf8') }));

/**
 * Everything that is made from the SLOs: one rules file each, and the editors' schemas. Deterministic.
 * @throws {CompileFailed} when an SLO has errors.
 */
export function generate(root: string, options: CompileOptions = {}): Generation {
  const sources = readSloFiles(join(root, 'slos'));
  const compilation = compile(sources, { catalogue: telemetryCatalogue(), ...options });
  if (hasErrors(compilation.diagnostics)) throw new CompileFailed(compilation.diagnostics);
  const rules = rulesFiles(compilation).map(({ path, text }) => ({ path: `generated/${path}`, text }));
  const tests = compilation.slos.flatMap((compiled) =>
    generateRuleTests(compiled, `../${compiled.slo.id}.rules.yml`).map(({ name, text }) => ({
      path: `generated/tests/${name}`,
      text,
    })),
  );
  return {
    files: [
      ...rules,
      ...tests,
      ...platformFiles(root),
      { path: 'generated/openslo.schema.json', text: `${JSON.stringify(editorSchema(), null, 2)}\n` },
      { path: 'generated/policy.schema.json', text: `${JSON.stringify(policySchema(), null, 2)}\n` },
    ],
    diagnostics: compilation.diagnostics,
  };
}

/** One file for each SLO, as Prometheus loads it. */
export const rulesFiles = ({ slos }: Pick<Compilation, 'slos'>): GeneratedFile[] =>
  slos.map(({ slo, groups }) => ({
    path: `${slo.id}.rules.yml`,
    text: writeRulesFile(groups, [`From ${slo.origin.file}.`]),
  }));

/** Where rules and their tests are, relative to this package. */
export const generatedFolders = ['generated', 'generated/platform', 'generated/tests'] as const;

/** Writes the generated files under `root`, and takes away those whose source is gone. */
export function writeGenerated(root: string, files: readonly GeneratedFile[]): void {
  for (const folder of generatedFolders) {
    mkdirSync(join(root, folder), { recursive: true });
    for (const name of readdirSync(join(root, folder)))
      if (/\.(rules|test)\.yml$/.test(name) && !files.some(({ path }) => path === `${folder}/${name}`))
        rmSync(join(root, folder, name));
  }
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
