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

  /** @param placed where something that is read stands in the document, when the two differ */
  constructor(
    readonly document: YamlDocument,
    private readonly placed: (path: Path) => Path = (path) => path,
  ) {}

  add({ code, path: read, reason, hint, severity = 'error' }: Finding): undefined {
    const { file } = this.document;
    const path = this.placed(read);
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
