import { pathNotFound } from '../status';
import { bindingRoute, evictionRoute, logRoute, proxyRoute } from './podRoutes';
import { type ResourceRequest, objectRoute } from './resourceRoutes';
import { scaleRoute } from './scaleRoute';
import { tokenRoute } from './tokenRoute';

/** Answers what lies behind an object's own path. */
export function subresourceRoute(
  context: ResourceRequest,
  name: string,
): Promise<Response> | Response {
  const { served, info } = context;
  const { status, scale } = served.version;
  const kind = served.type.custom ? '' : served.type.kind;
  switch (`${kind}/${info.subresource}`) {
    case 'Pod/log':
      return logRoute(context, name);
    case 'Pod/binding':
      return bindingRoute(context, name);
    case 'Pod/eviction':
      return evictionRoute(context, name);
    case 'Service/proxy':
      return proxyRoute(context, name);
    case 'ServiceAccount/token':
      return tokenRoute(context, name);
    case 'Namespace/finalize':
      return objectRoute(context, name);
    default:
  }
  if (info.subresource === 'status' && status)
    return objectRoute(context, name);
  if (info.subresource === 'scale' && scale) {
    return scaleRoute(context, name, scale);
  }
  throw pathNotFound();
}
