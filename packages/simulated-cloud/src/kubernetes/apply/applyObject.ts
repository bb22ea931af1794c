import { mergePatch } from '../patch/mergePatch';
import type { ObjectWriter } from '../objects/ObjectWriter';
import type { WriteOptions } from '../objects/WriteOptions';
import type { ServedResource } from '../resources/ResourceRegistry';
import { StatusError, badRequest } from '../status';
import { type KubeObject, isObject } from '../types';

interface ApplyOptions extends WriteOptions {
  force: boolean;
}

/** Server-side apply: the object becomes what its appliers state together. */
export function applyObject(
  writer: ObjectWriter,
  served: ServedResource,
  address: { namespace?: string; name: string },
  body: unknown,
  options: ApplyOptions,
): { object: KubeObject; created: boolean } {
  if (!isObject(body)) throw badRequest('an apply states a whole object');
  let current: KubeObject;
  try {
    current = writer.require(served, address);
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 404) throw error;
    const metadata = isObject(body.metadata) ? body.metadata : {};
    const named = { ...body, metadata: { ...metadata, name: address.name } };
    const object = writer.create(served, address.namespace, named, options);
    return { object, created: true };
  }
  const object = writer.update(
    served,
    address,
    mergePatch(current, body),
    options,
    true,
  );
  return { object, created: false };
}
