export { canonical } from './canonical';
export { checkPromql, type PromqlProblem } from './check';
export { type Counts, readCounts } from './counts';
export { duration, formatDuration, type Milliseconds, parseDuration } from './durations';
export { type CallExpression, type Expression, readExpression } from './expression';
export { by, labelInTemplate, labelName, labelNames } from './names';
export {
  findNodes,
  type PromqlError,
  parsePromql,
  promqlError,
  type SyntaxNode,
  type Tree,
  textOf,
} from './parse';
export {
  type CounterSelector,
  type Matcher,
  type MatchOperator,
  type PlainSelector,
  parseSelector,
  passes,
  renderOffset,
  renderPlain,
  renderSelector,
  selectorsIn,
} from './selector';
export { readsVector, type SeriesShape, shapeOf } from './series';
