export { inventory } from './inventory';
export { attributes, catalogue, logEvents, metrics, spans } from './shop';
