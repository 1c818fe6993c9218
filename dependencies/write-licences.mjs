/** `npm run licences`: writes docs/licences.md from the lock files. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packages, page } from './licences.mjs';
import { root } from './locks.mjs';

writeFileSync(join(root, 'docs', 'licences.md'), page(packages()));
