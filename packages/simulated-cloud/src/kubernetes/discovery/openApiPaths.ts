import type { ResourceType } from '../resources/ResourceType';
import type { JsonObject } from '../types';
import { documentPath } from './schemaNames';

/** Parameters by which kubectl sees that the server can check fields and rehearse. */
const writeParameters = ['dryRun', 'fieldManager', 'fieldValidation'].map(
  name => ({ name, in: 'query', schema: { type: 'string' } }),
);

/** The paths of a kind, as far as clients look into them. */
export function pathsOf(
  type: ResourceType,
  version: string,
  schema: string,
): JsonObject {
  const { group, plural, kind, namespaced } = type;
  const base = `/${documentPath(group, version)}`;
  const collection = namespaced
    ? `${base}/namespaces/{namespace}/${plural}`
    : `${base}/${plural}`;
  const identity = { group, version, kind };
  const operation = (action: string, more: JsonObject = {}) => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': identity,
    responses: {
      200: {
        description: 'OK',
        content: {
          'application/json': {
            schema: { $ref: `#/components/schemas/${schema}` },
          },
        },
      },
    },
    ...more,
  });
  const write = { parameters: writeParameters };
  return {
    [collection]: {
      get: operation('list'),
      post: operation('post', write),
    },
    [`${collection}/{name}`]: {
      get: operation('get'),
      put: operation('put', write),
      patch: operation('patch', write),
      delete: operation('delete'),
    },
  };
}
