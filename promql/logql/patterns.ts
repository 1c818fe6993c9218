import { RE2JSException } from 're2js';
import { compiled } from '../compiled-pattern';
import { ParseError } from './errors';

function check(pattern: string, within: (pattern: string) => string, said = (reason: string) => reason): void {
  try {
    // First as it was written: so that the message shows that.
    compiled(pattern);
    compiled(within(pattern));
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new ParseError(said(error.message));
  }
}

/** @throws {ParseError} if it is no regular expression for a label. */
export const checkLabelPattern = (pattern: string) => check(pattern, (text) => `^(?s:${text})$`);

/** @throws {ParseError} if it is no regular expression. */
export const checkLinePattern = (pattern: string) => check(pattern, (text) => text);

/** The expression of the parser `regexp`. @throws {ParseError} if it is none, or names nothing. */
export function checkNamedGroups(pattern: string): void {
  const said = (reason: string) => `invalid regexp parser: ${reason}`;
  check(pattern, (text) => text, said);
  if (Object.keys(compiled(pattern).namedGroups()).length === 0)
    throw new ParseError(said('at least one named capture must be supplied'));
}
