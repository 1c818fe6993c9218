import { join } from 'node:path';
import { leadGroup, startedBy } from '../supervise/lead-group';

/** `npm test`, whose test runners, compilers and engines end with it: also when it, or npm, is killed. */
leadGroup(process.execPath, [join(__dirname, 'main.js'), ...process.argv.slice(2)], {
  // A person's shell may go, and leave what it has started to run on.
  for: process.env.npm_lifecycle_event === undefined ? undefined : startedBy(),
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
