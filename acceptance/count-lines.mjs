/**
 * Counts the lines of source outside tests, by workspace:
 *
 *     npm run lines [-- <commit>]
 *
 * What is generated, recorded, or goes with tests is left out.
 */
import { execFileSync } from 'node:child_process';

const [commit = 'HEAD'] = process.argv.slice(2);
const left = ['*.test.ts', '*.test.tsx', '*/testing/*', '*/generated/*', '*/recorded/*'].map((path) => `:!${path}`);
const sources = ['ts', 'tsx', 'mts', 'mjs', 'js'].map((extension) => `*.${extension}`);
const counted = execFileSync('git', ['grep', '-cI', '', commit, '--', ...sources, ...left], { encoding: 'utf8' });
const lines = new Map();
for (const [, folder, count] of counted.matchAll(/^[^:]+:(services\/[^/]+|[^/:]+)[^:]*:(\d+)$/gm))
  lines.set(folder, (lines.get(folder) ?? 0) + Number(count));
for (const [folder, count] of [...lines].sort(([, a], [, b]) => b - a)) console.log(String(count).padStart(7), folder);
console.log(String([...lines.values()].reduce((sum, count) => sum + count, 0)).padStart(7), 'in all, at', commit);
