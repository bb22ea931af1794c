/** Settings that all domains share. Those of one upstream system are read beside its client. */
export { readEndpointPolicy } from './readEndpoints';
