export { compiled, patternOf } from '../compiled-pattern';
export { goDuration, prometheusDuration } from '../durations';
export { unquoted } from '../string-literal';
export { combined, isComparison } from './arithmetic';
export { byteSize } from './byte-size';
export { BadQuery, ParseError, Unsupported } from './errors';
export { parse, parseMatchers } from './parse';
export type * from './syntax';
export { remembered, type Test, wholeMatch } from './whole-match';
