export { allBoards, areComplete, boardsOf } from './boards-of';
export { examinedStores, type StoreFlags } from './examined-stores';
