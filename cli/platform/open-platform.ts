import { readPlatform } from '@sightline/stack';
import { CliError } from '../cli-error';
import type { OpenPlatform } from '../connections';
import { localPlatform } from './local';
import { missingPart } from './missing-part';
import type { Need } from './need';

export interface OpenRequest {
  /** What --platform says. */
  readonly named: string | undefined;
  readonly needs: readonly Need[];
  readonly uses: readonly Need[];
  /** What will be done to it, if it is more than asking. */
  readonly disturbs: string | undefined;
  /** Whether the person has agreed to that. */
  readonly agreed: boolean;
  /** Tells the person, on stderr. */
  tell(line: string): void;
}

export async function openPlatform(request: OpenRequest): Promise<OpenPlatform> {
  const state = readPlatform();
  if (state === undefined)
    throw new CliError('PLATFORM_NOT_RUNNING', 'No platform is running here: start it with `npm start`');
  const open = localPlatform(state);
  const missing = request.needs.filter((need) => !has(open, need));
  if (missing.length > 0) throw missingPart(open, missing);
  return open;
}

const has = ({ platform, shop, supervised }: OpenPlatform, need: Need): boolean =>
  (need === 'shop' ? shop : need === 'supervisor' ? supervised : platform[need]) !== undefined;
