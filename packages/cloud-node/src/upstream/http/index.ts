/** How the portal calls out. */
export { EndpointPolicy } from './EndpointPolicy';
export { faultMessage } from './faults';
export {
  HttpSource,
  type HttpAnswer,
  type HttpRequest,
  type HttpSourceOptions,
} from './HttpSource';
export {
  isRefused,
  upstreamError,
  upstreamStatus,
  type Refusal,
} from './upstreamError';
