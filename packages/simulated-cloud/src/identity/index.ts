/** Sign-in for the people of the simulated company. */
export { IdentityProvider } from './IdentityProvider';
