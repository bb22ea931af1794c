/**
 * What needs attention, what is being done, what waits for an approval.
 *
 * @packageDocumentation
 */
export { overviewPlugin as default } from './plugin';
export { overviewTranslationRef } from './translation';
