import { z } from 'zod';

/** What the suite relies on in the metadata of every Kubernetes object. */
export const metadataWire = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string().optional(),
  resourceVersion: z.string().optional(),
  generation: z.number().optional(),
  creationTimestamp: z.string().optional(),
  deletionTimestamp: z.string().optional(),
  labels: z.record(z.string(), z.string()).default({}),
  annotations: z.record(z.string(), z.string()).default({}),
});

/** A condition as it is on the wire; controllers leave fields out and invent reasons. */
export const conditionWire = z.object({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']).catch('Unknown'),
  reason: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  lastTransitionTime: z.string().optional().catch(undefined),
  lastUpdateTime: z.string().optional().catch(undefined),
});

export type ConditionWire = z.infer<typeof conditionWire>;

/** Every object has at least this. */
export interface KubernetesResource {
  metadata: z.infer<typeof metadataWire>;
}

/** A kind of Kubernetes object, and the part of it that we rely on. */
export interface KubernetesKind<T extends KubernetesResource> {
  apiVersion: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  schema: z.ZodType<T>;
}

/** Declares a kind; `schema` names what is used, everything else of the object is dropped. */
export function defineKind<S extends z.ZodRawShape>(options: {
  apiVersion: string;
  kind: string;
  plural: string;
  namespaced?: boolean;
  shape: S;
}) {
  const { apiVersion, kind, plural, namespaced = true, shape } = options;
  return {
    apiVersion,
    kind,
    plural,
    namespaced,
    schema: z.object({ metadata: metadataWire, ...shape }),
  };
}

/** Address of a collection, or of one object in it. */
export function pathOfKind(
  kind: Pick<
    KubernetesKind<KubernetesResource>,
    'apiVersion' | 'plural' | 'namespaced'
  >,
  where: { namespace?: string; name?: string } = {},
): string {
  const parts = kind.apiVersion.includes('/')
    ? ['apis', ...kind.apiVersion.split('/')]
    : ['api', kind.apiVersion];
  if (kind.namespaced && where.namespace)
    parts.push('namespaces', where.namespace);
  parts.push(kind.plural);
  if (where.name) parts.push(where.name);
  return parts.map(part => `/${encodeURIComponent(part)}`).join('');
}

/** Key of an object in a snapshot. */
export function keyOf(object: KubernetesResource): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}
