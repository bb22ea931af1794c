/** Clients of the upstream systems; each is a subpath of its own as well. For the domain backends only. */
export { readEndpointPolicy } from './config';
export { HttpSource, upstreamError, upstreamStatus } from './http';
