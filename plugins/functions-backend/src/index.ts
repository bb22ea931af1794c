export { functionsPlugin as default } from './plugin';
