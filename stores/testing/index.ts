export { type AnsweringServer, answering, type Respond } from './answering';
export { epoch, type MadeLine, type MadeSpan, madeLine, madeSpan } from './made-span';
