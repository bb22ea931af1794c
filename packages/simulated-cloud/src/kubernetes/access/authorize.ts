import type { RequestInfo } from '../http/requestInfo';
import { forbidden } from '../status';
import type { Caller } from '../types';
import type { Attributes, Authorizer } from './Authorizer';

const verbs: Record<string, string> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
};

/** What a request wants, in the words of roles. */
export function attributesOf(
  request: Request,
  info: RequestInfo,
  query: URLSearchParams,
): Attributes {
  const { group, namespace, name, subresource } = info;
  const resource = subresource ? `${info.plural}/${subresource}` : info.plural;
  return {
    verb: verbOf(request.method, name, query),
    group,
    resource,
    namespace: info.plural === 'namespaces' ? name : namespace,
    name,
  };
}

function verbOf(
  method: string,
  name: string | undefined,
  query: URLSearchParams,
): string {
  if (method === 'DELETE') return name ? 'delete' : 'deletecollection';
  if (verbs[method]) return verbs[method];
  if (name) return 'get';
  return ['true', '1'].includes(query.get('watch') ?? '') ? 'watch' : 'list';
}

/** Refuses with 403 what the roles of the caller do not allow. */
export function requireAllowed(
  authorizer: Authorizer,
  caller: Caller,
  wanted: Attributes,
): void {
  if (authorizer.allows(caller, wanted)) return;
  const { group, resource, namespace, name = '', verb } = wanted;
  const [plural] = resource.split('/');
  throw forbidden(
    { group, plural },
    name,
    `User "${
      caller.username
    }" cannot ${verb} resource "${resource}" in API group "${group}" ${
      namespace ? `in the namespace "${namespace}"` : 'at the cluster scope'
    }`,
  );
}
