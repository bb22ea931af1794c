/**
 * Brings projects, clusters, functions and their owners into the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleCloud as default } from './module';
