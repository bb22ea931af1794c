/**
 * Rancher's clusters in the portal.
 *
 * @packageDocumentation
 */
export { clustersPlugin as default } from './plugin';
export { clustersTranslationRef } from './translation';
