import { BackendError, clientsOf, mostClockApartMs, type Part, parts } from '@sightline/stores';
import type { Verb } from '../verb';
import type { Choice } from './choose-platform';
import type { Need } from './need';
import { reachPart } from './open-platform';
import { type ShownPart, type ShownPlatform, shownPlatform } from './shown';

/** One part as it was found. */
export interface CheckedPart extends ShownPart {
  readonly part: Part;
  /** Undefined when it was not asked. */
  readonly answers?: boolean;
  /** Undefined when it does not say. */
  readonly isLetIn?: boolean;
  readonly version?: string;
  /** From the question to the answer. */
  readonly ms?: number;
  /** How far its clock is before ours, at least. */
  readonly clockAheadMs?: number;
  /** What is wrong, and what to look at. */
  readonly problem?: string;
}

export interface PlatformCheck extends Omit<ShownPlatform, 'parts'> {
  readonly parts: readonly CheckedPart[];
  readonly commands: readonly PossibleCommand[];
}

export interface PossibleCommand {
  readonly command: string;
  /** The parts that are missing, or do not work; none when it can be used. */
  readonly lacks: readonly Need[];
}

/** Asks every part of a platform, and says which commands it makes possible. */
export async function checkPlatform(choice: Choice, verbs: readonly Verb[]): Promise<PlatformCheck> {
  const { parts: described, ...shown } = shownPlatform(choice);
  const checked = await Promise.all(
    parts.flatMap((part) => (described[part] ? [checkPart(choice, part, described[part])] : [])),
  );
  const works = new Set<Need>(checked.filter(({ isLetIn }) => isLetIn).map(({ part }) => part));
  if ('own' in choice) {
    if (choice.own.shop) works.add('shop');
    if (choice.own.supervised) works.add('supervisor');
  }
  const commands = verbs.flatMap(({ name, needs }) =>
    needs && needs.length > 0 ? [{ command: name, lacks: needs.filter((need) => !works.has(need)) }] : [],
  );
  return { ...shown, parts: checked, commands };
}

async function checkPart(choice: Choice, part: Part, shown: ShownPart): Promise<CheckedPart> {
  const began = performance.now();
  const known = { part, ...shown };
  try {
    const open = await reachPart(choice, part);
    try {
      const asked = performance.now();
      const about = await clientsOf(open.platform)[part]?.about();
      const ms = performance.now() - asked;
      const isOff = Math.abs(about?.clockAheadMs ?? 0) > mostClockApartMs;
      return { ...known, answers: true, isLetIn: true, ms, ...about, ...(isOff && { problem: clockProblem }) };
    } finally {
      // What runs is not this command's to close.
      if (!('own' in choice)) open.close?.();
    }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ...known, ...stateOf(error), ms: performance.now() - began, problem };
  }
}

const clockProblem = 'its clock and ours differ: what is looked for by time is not found; let NTP set them';

/** What an error tells of the part. One that was not asked has no status. */
function stateOf(error: unknown): Pick<CheckedPart, 'answers' | 'isLetIn'> {
  if (!(error instanceof BackendError)) return {};
  if (error.code === 'BACKEND_UNREACHABLE' || error.code === 'BACKEND_TIMEOUT') return { answers: false };
  if (error.code === 'BACKEND_ACCESS') return error.status === undefined ? {} : { answers: true, isLetIn: false };
  return { answers: true };
}
