import type { PrinterColumn, ScalePaths } from '../resources/ResourceType';
import type { JsonObject } from '../types';
import { type Schema, object, open } from './schema';

interface Definition {
  /** `v1 Cluster` of `provisioning.cattle.io`: version and kind. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  cluster?: boolean;
  shortNames?: string[];
  categories?: string[];
  /** Fields beside `metadata`: mostly `spec` and `status`. */
  fields?: Record<string, Schema>;
  required?: string[];
  /** Every field is kept. */
  open?: boolean;
  /** Status is a subresource; `false` where it is not. */
  status?: boolean;
  scale?: ScalePaths;
  /** Columns beside the name: `Version .spec.kubernetesVersion`, or `Age:date .metadata.creationTimestamp`. */
  columns?: string[];
}

/** Makes a CustomResourceDefinition that a real API server takes as well. */
export function define(definition: Definition): JsonObject {
  const { group, version, kind, plural, columns = [] } = definition;
  const subresources = {
    ...(definition.status === false ? {} : { status: {} }),
    ...(definition.scale ? { scale: definition.scale } : {}),
  };
  const schema = {
    ...object(
      {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: { type: 'object' },
        ...definition.fields,
      },
      ...(definition.required ?? []),
    ),
    ...(definition.open ? open : {}),
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: definition.cluster ? 'Cluster' : 'Namespaced',
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        ...(definition.shortNames ? { shortNames: definition.shortNames } : {}),
        ...(definition.categories ? { categories: definition.categories } : {}),
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
          ...(Object.keys(subresources).length ? { subresources } : {}),
          ...(columns.length
            ? { additionalPrinterColumns: columns.map(toColumn) }
            : {}),
        },
      ],
    },
  };
}

/** `Ready:string .status.ready`, `Provider-ID:string:10 .spec.providerID` (only wide). */
function toColumn(text: string): PrinterColumn {
  const [head, ...path] = text.split(' ');
  const [name, type = 'string', priority] = head.split(':');
  return {
    name: name.replace(/_/g, ' '),
    type,
    jsonPath: path.join(' '),
    ...(priority ? { priority: Number(priority) } : {}),
  };
}

/** The status of a condition, for a column. */
export function condition(type: string, field = 'status'): string {
  return `.status.conditions[?(@.type=="${type}")].${field}`;
}
