import type { ServedResource } from '../resources/ResourceRegistry';
import type { JsonObject, KubeObject } from '../types';

/** A server-printed table. */
export interface Table extends JsonObject {
  columnDefinitions: JsonObject[];
}

/** True when the client asks for rows that are ready to print. */
export function wantsTable(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('as=Table');
}

/** Objects as rows with the columns of their kind. */
export function asTable(
  _served: ServedResource,
  objects: KubeObject[],
  metadata: JsonObject,
  _query: URLSearchParams,
  _request: Request,
): Table {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: [
      {
        name: 'Name',
        type: 'string',
        format: 'name',
        description: '',
        priority: 0,
      },
    ],
    rows: objects.map(object => ({ cells: [object.metadata.name], object })),
  };
}
