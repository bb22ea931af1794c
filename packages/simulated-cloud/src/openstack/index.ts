/** OpenStack of the simulated cloud. */
export { OpenStackCloud } from './OpenStackCloud';
