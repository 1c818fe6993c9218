export type { Part, Window } from './part';
export { scoreText } from './report';
export { type Score, score } from './score';
