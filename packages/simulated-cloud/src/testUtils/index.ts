export { startRancher, type QuietRancher } from './startRancher';
