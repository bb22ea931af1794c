/** Lists of the doors, with their state in the URL. @packageDocumentation */
export { CellNote } from './CellNote';
export { CloudTable, ListPages, type CloudColumn } from './CloudTable';
export { EmptyScope } from './EmptyScope';
export { ListToolbar, type ListFilter } from './ListToolbar';
export { MineOrAll, useMineOrAll } from './MineOrAll';
export { NoMatch } from './NoMatch';
export { ScopedTable } from './ScopedTable';
export { SmallTable } from './SmallTable';
export { useLastPage } from './useLastPage';
export { useListState } from './useListState';
