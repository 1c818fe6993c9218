#!/usr/bin/env node
import { relative } from 'node:path';
import { generate, stale, write } from './generate/generate';
import { packageFolder } from './generate/places';

/** `generate` writes the dashboards, `check` only says which are not fresh (exit code 1). */
function main(command: string | undefined): number {
  const checking = command === 'check';
  const generated = generate({ jsonnetPath: process.env.JSONNET_PATH, fetch: !checking });
  for (const { file, reason, outdated } of generated.kept) {
    console.warn(`kept as committed${outdated ? ', but its sources changed' : ''}: ${named(file)} (${reason})`);
  }
  if (!checking) {
    const changed = write(generated);
    console.log(
      `${generated.files.size} files made, ${changed.length} changed${changed.map((file) => `\n  ${named(file)}`).join('')}`,
    );
    return 0;
  }
  const outdated = stale(generated);
  for (const file of outdated)
    console.error(`not fresh: ${named(file)} (npm run generate -w grafana-dashboard-builder)`);
  return outdated.length === 0 ? 0 : 1;
}

const named = (file: string) => relative(packageFolder, file);

process.exitCode = main(process.argv[2]);
