import { join } from 'node:path';

/** The checkout. This file runs from `kubernetes/dist/generate` as well as from its source. */
export const repository = join(__dirname, ...(__filename.endsWith('.ts') ? ['..', '..'] : ['..', '..', '..']));

export const chartFolder = join(repository, 'kubernetes', 'chart');
