import { badRequest } from '../status';
import type { ServedResource } from '../resources/ResourceRegistry';
import { type KubeObject, isObject } from '../types';

/** Checks that a body is what its address says, and gives it the shape of an object. */
export function decodeObject(
  served: ServedResource,
  body: unknown,
  address: { namespace?: string; name?: string },
): KubeObject {
  if (!isObject(body)) {
    throw badRequest(
      'the object provided is unrecognized (must be of type Object)',
    );
  }
  const { type, apiVersion } = served;
  const kind = body.kind ?? (type.custom ? undefined : type.kind);
  const version = body.apiVersion ?? (type.custom ? undefined : apiVersion);
  if (!kind) {
    throw badRequest(
      `Object 'Kind' is missing in '${JSON.stringify(body).slice(0, 200)}'`,
    );
  }
  if (version !== apiVersion) {
    throw badRequest(
      `the API version in the data (${version}) does not match the expected API version (${apiVersion})`,
    );
  }
  if (kind !== type.kind) {
    throw badRequest(
      `${kind} in version "${served.version.name}" cannot be handled as a ${type.kind}: the kind in the data does not match the expected kind (${type.kind})`,
    );
  }
  const metadata = isObject(body.metadata) ? body.metadata : {};
  const { namespace, name } = address;
  if (
    type.namespaced &&
    metadata.namespace &&
    metadata.namespace !== namespace
  ) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (name && metadata.name && metadata.name !== name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  const { namespace: _, ...rest } = metadata;
  return {
    ...body,
    apiVersion,
    kind: type.kind,
    metadata: {
      ...rest,
      name: String(metadata.name ?? name ?? ''),
      ...(type.namespaced ? { namespace } : {}),
    },
  };
}
