/**
 * Knative functions in the portal.
 *
 * @packageDocumentation
 */
export { functionsPlugin as default } from './plugin';
export { functionsTranslationRef } from './translation';
