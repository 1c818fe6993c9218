export { scoreText } from './report';
export { score } from './score';
