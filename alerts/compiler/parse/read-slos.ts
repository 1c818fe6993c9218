import { type Diagnostic, hasErrors } from '../diagnostics';
import type { Slo } from '../model';
import { defaultPeriod, type ReadingOptions, readOpenSlo } from './openslo';
import { OpenSloObjects } from './openslo-objects';
import { Reporter } from './reporter';
import { readSloth } from './sloth';
import { slothForms } from './sloth-forms';
import { readYaml, type YamlDocument } from './yaml-source';

/** A file as it was read: its name is used in diagnostics only. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

export interface ReadSlos {
  readonly slos: readonly Slo[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How Sloth itself tells its files (internal/storage/io/sloth.go). */
const isSlothFile = /^(?:version: +['"]?prometheus|apiVersion: +['"]?sloth\.slok\.dev)\/v1['"]?\s*$/m;

/** Reads OpenSLO v1 files and Sloth's, prometheus/v1 and sloth.slok.dev/v1, mixed as they come. References are resolved across all of them. */
export function readSlos(sources: readonly SourceFile[], options: Partial<ReadingOptions> = {}): ReadSlos {
  const reading: ReadingOptions = { period: options.period ?? defaultPeriod, windows: options.windows };
  const objects = new OpenSloObjects();
  const slos: Slo[] = [];
  const diagnostics: Diagnostic[] = [];
  const empty: Pick<SourceFile, 'file'>[] = [];
  for (const { file, text } of sources) {
    const source = readYaml(text, file, isSlothFile.test(text) ? 'go' : '1.2');
    diagnostics.push(...source.diagnostics);
    if (source.documents.length === 0 && source.diagnostics.length === 0) empty.push({ file });
    for (const document of source.documents) {
      const format = formatOf(document);
      if (format === 'openslo/v1') objects.add(document);
      else if (format) {
        const read = readSloth(document, { form: slothForms[format], period: reading.period });
        slos.push(...read.slos);
        diagnostics.push(...read.reporter.diagnostics);
      } else diagnostics.push(...refused(document));
    }
  }
  for (const stored of objects.all('SLO')) slos.push(...readOpenSlo(stored, objects, reading));
  const found = [...diagnostics, ...objects.diagnostics];
  const nothing = slos.length === 0 && !hasErrors(found);
  return {
    slos,
    diagnostics: [...found, ...(nothing ? sources : empty).map(({ file }) => nothingRead(file, nothing))],
  };
}

/** Rules of nothing look like rules that never fire. */
const nothingRead = (file: string, nothing: boolean): Diagnostic => ({
  severity: nothing ? 'error' : 'warning',
  code: 'nothing-read',
  file,
  path: '',
  reason: nothing ? 'no SLO was read' : 'it holds no document',
  hint: 'Write an object of kind SLO (apiVersion: openslo/v1) or PrometheusServiceLevel (sloth.slok.dev/v1), or slos (version: prometheus/v1).',
});

function formatOf({ value }: YamlDocument): Slo['origin']['spec'] | undefined {
  const { apiVersion, version } = (value ?? {}) as Record<string, unknown>;
  if (apiVersion === 'openslo/v1' || apiVersion === 'sloth.slok.dev/v1') return apiVersion;
  return version === 'prometheus/v1' ? version : undefined;
}

function refused(document: YamlDocument): readonly Diagnostic[] {
  const reporter = new Reporter(document);
  const { apiVersion, version, kind } = (document.value ?? {}) as Record<string, unknown>;
  const format = [apiVersion ?? version, kind].filter(Boolean).join(' ') || 'a document without apiVersion or version';
  reporter.add({
    code: 'unsupported',
    path: [apiVersion === undefined ? 'version' : 'apiVersion'],
    reason: `${format} is not supported`,
    hint: 'Write apiVersion: openslo/v1, or for Sloth version: prometheus/v1 or apiVersion: sloth.slok.dev/v1 (kind: PrometheusServiceLevel).',
  });
  return reporter.diagnostics;
}
