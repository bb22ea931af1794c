/**
 * The default policy: members of a project read, owners operate, the platform team may everything.
 *
 * @packageDocumentation
 */
export { permissionModuleCloud as default } from './module';
