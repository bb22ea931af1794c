/**
 * OpenStack projects in the portal.
 *
 * @packageDocumentation
 */
export { projectsPlugin as default } from './plugin';
export { projectsTranslationRef } from './translation';
