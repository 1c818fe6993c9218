export { allBoards, boardsOf } from './boards-of';
export { examinedStores, type StoreFlags } from './examined-stores';
