export { costOf } from './cost';
export { costText } from './cost-text';
export { defaultPrices, readPrices } from './prices';
