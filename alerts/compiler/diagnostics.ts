export type Severity = 'error' | 'warning' | 'info';

/** One thing to say about one place of one file. Problems are collected, never thrown one by one. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable and kebab-case, for tests and for suppressing. */
  readonly code: string;
  readonly file: string;
  /** From 1; absent when the whole file is meant. */
  readonly line?: number;
  /** Where in the document: `spec.objectives[0].target`. */
  readonly path: string;
  readonly reason: string;
  /** What to do next. */
  readonly hint: string;
}

export const hasErrors = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.some(({ severity }) => severity === 'error');

/** `file:line: error[code] path: reason` and the hint below; the form editors and CI logs make clickable. */
export function formatDiagnostic({ severity, code, file, line, path, reason, hint }: Diagnostic): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place}: ${severity}[${code}] ${path ? `${path}: ` : ''}${reason}\n    ${hint}`;
}

export class CompileFailed extends Error {
  readonly code = 'SLO_COMPILE_FAILED';
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(`The SLOs do not compile:\n${diagnostics.map(formatDiagnostic).join('\n')}`);
  }
}
