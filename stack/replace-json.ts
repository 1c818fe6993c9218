import { renameSync, writeFileSync } from 'node:fs';

/** Writes JSON for its owner alone, in one step: a reader sees what was there before or what is there now, never half of it. */
export function replaceJson(file: string, content: unknown): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
