import { TemplateFault } from './fault';
import type { Value } from './value';

/** Empty and zero are false. */
export const goTruth = (value: Value): boolean => value !== '' && value !== 0 && value !== 0n && value !== false;

/** Whether both are equal; of different kinds they cannot be compared. @throws {TemplateFault} */
export function same(a: Value, b: Value, within: string): boolean {
  if (typeof a !== typeof b) throw new TemplateFault(`error calling ${within}: incompatible types for comparison`);
  return a === b;
}
