import type { Diagnostic, Severity } from '../diagnostics';
import { type Path, printPath, type YamlDocument } from './yaml-source';

export interface Finding {
  readonly code: string;
  readonly path: Path;
  readonly reason: string;
  readonly hint: string;
  readonly severity?: Severity;
}

/** Collects what one document's reader finds. */
export class Reporter {
  readonly diagnostics: Diagnostic[] = [];

  constructor(readonly document: YamlDocument) {}

  add({ code, path, reason, hint, severity = 'error' }: Finding): undefined {
    const { file } = this.document;
    this.diagnostics.push({
      severity,
      code,
      file,
      line: this.document.lineOf(path),
      path: printPath(path),
      reason,
      hint,
    });
    return undefined;
  }
}
