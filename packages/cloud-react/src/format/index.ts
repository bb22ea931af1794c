/** Numbers, times, refs and states as people read them. @packageDocumentation */
export { formatCount, formatGiB, formatMiB } from './numbers';
export { formatAbsoluteTime, formatDuration } from './time';
export { clusterTones, functionTones } from './tones';
export { shortRef } from './refs';
export { errorSentence, isWrongInput } from './errorSentence';
export { toWords } from './words';
