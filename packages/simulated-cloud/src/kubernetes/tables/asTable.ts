import type { ServedResource } from '../resources/ResourceRegistry';
import type { JsonObject, KubeObject } from '../types';
import { columnsOf } from './columns';

/** A server-printed table. */
export interface Table extends JsonObject {
  columnDefinitions: JsonObject[];
}

/** True when the client asks for rows that are ready to print. */
export function wantsTable(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('as=Table');
}

interface TableRequest {
  served: ServedResource;
  objects: KubeObject[];
  /** Of the list, or of the one object. */
  metadata: JsonObject;
  /** `includeObject` says how much of each object comes along. */
  query: URLSearchParams;
  now: number;
}

/** Objects as rows with the columns of their kind. */
export function asTable(request: TableRequest): Table {
  const { served, objects, metadata, query, now } = request;
  const columns = columnsOf(served);
  const include = query.get('includeObject') ?? 'Metadata';
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {
      resourceVersion: metadata.resourceVersion,
      continue: metadata.continue,
      remainingItemCount: metadata.remainingItemCount,
    },
    columnDefinitions: columns.map(({ cell: _, ...column }) => ({
      format: '',
      description: '',
      ...column,
    })),
    rows: objects.map(object => ({
      cells: columns.map(column => column.cell(object, now)),
      object: included(object, include),
    })),
  };
}

function included(object: KubeObject, include: string): unknown {
  if (include === 'None') return null;
  if (include === 'Object') return object;
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}
