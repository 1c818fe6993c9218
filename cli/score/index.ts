export { scoreText } from './report';
export { type Part, type Score, score, type Window } from './score';
