/** Lists in memory: pages, facets, and what filters choose. */
export { pageItems, type ListRules } from './pageItems';
export { selectIds } from './selectIds';
