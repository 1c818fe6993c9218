import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What is installed, folder by folder, each with a lock file of its own. */
export const locked = ['.', 'viewer/page', 'acceptance/your-own-service/node', 'bench/overhead/others'];

const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

export const lockOf = (folder) => json(join(folder, 'package-lock.json'));

/** What is put up with for now: each with a reason, and a day on which it has to be looked at again. */
export const exceptions = () => json('dependencies/exceptions.json');

/** Whether the last day of an exception is over, in UTC. */
export const isOver = ({ until }, today) => !(today <= until);
