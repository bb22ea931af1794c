/** Numbers, times, refs and states as people read them. @packageDocumentation */
export { formatBytes, formatCount, formatGiB, formatMiB } from './numbers';
export {
  formatAbsoluteTime,
  formatAge,
  formatClock,
  formatDuration,
  formatRelativeTime,
} from './time';
export { clusterTones, functionTones } from './tones';
export { shortRef } from './refs';
export { errorSentence } from './errorSentence';
export { toWords } from './words';
