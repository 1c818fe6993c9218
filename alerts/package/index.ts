/** The compiler of SLOs as a library: text in, rules out; nothing is asked, read or written. */
export { type Compilation, type CompiledSlo, type CompileOptions, compile } from '../compiler/compile';
export { CompileFailed, type Diagnostic, formatDiagnostic, hasErrors, type Severity } from '../compiler/diagnostics';
export type { DialectName } from '../compiler/dialect';
export { editorSchema } from '../compiler/editor-schema';
export { explain } from '../compiler/explain';
export { errorBudget, type Slo } from '../compiler/model';
export type { SourceFile } from '../compiler/parse/read-slos';
export type { AlertingRule, RecordingRule, Rule, RuleGroup } from '../compiler/rules';
export type { KnownMetric, MetricCatalogue } from '../compiler/validate/metric-catalogue';
export { writeRulesFile } from '../compiler/write/rules-file';
