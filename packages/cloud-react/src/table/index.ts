/** Lists of the doors, with their state in the URL. @packageDocumentation */
export { CloudTable, type CloudColumn } from './CloudTable';
export type { ListFilter } from './ListToolbar';
export { MineOrAll, useMineOrAll, type Scope } from './MineOrAll';
export { SmallTable } from './SmallTable';
export { useListState, type ListState } from './useListState';
