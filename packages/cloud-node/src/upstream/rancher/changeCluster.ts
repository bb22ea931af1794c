import { ConflictError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { JsonPatch, KubernetesClient } from '../kubernetes';
import type { RancherConfig } from './config';
import { provisioningCluster, type ProvisioningCluster } from './kinds';

/** What is to be different about a cluster: a JSON patch with tests of what it relies on. */
export type ClusterChange = (cluster: ProvisioningCluster) => JsonPatch;

/** Rancher writes to its clusters as well; between two of its writes there is always room for ours. */
const attempts = 6;

/** Where a cluster says which run of an operation changed it last; one per kind, as kinds may run side by side. */
export function operationAnnotation(kind: string): string {
  return `cloud.flytower.io/operation.${kind}`;
}

/**
 * Changes a cluster once per run of an operation, however often it is called: the change and the note of the run are one
 * write. Answers the cluster as it is afterwards.
 */
export async function changeCluster(
  source: {
    management: KubernetesClient;
    config: Pick<RancherConfig, 'namespace'>;
  },
  run: {
    name: string;
    kind: string;
    operationId: string;
    signal?: AbortSignal;
  },
  change: ClusterChange,
): Promise<ProvisioningCluster> {
  const { management, config } = source;
  const where = { namespace: config.namespace, name: run.name };
  const annotation = operationAnnotation(run.kind);
  for (let attempt = 1; ; attempt++) {
    const cluster = await management.get(provisioningCluster, where, run);
    if (cluster.metadata.annotations[annotation] === run.operationId)
      return cluster;
    const patch = [
      ...change(cluster),
      ...noted(cluster, annotation, run.operationId),
    ];
    try {
      return await management.jsonPatch(provisioningCluster, where, patch, run);
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === attempts)
        throw error;
    }
  }
}

function noted(
  { metadata }: ProvisioningCluster,
  annotation: string,
  value: string,
): JsonPatch {
  if (Object.keys(metadata.annotations).length > 0) {
    const path = `/metadata/annotations/${escaped(annotation)}`;
    return [{ op: 'add', path, value }];
  }
  return [
    unchanged(metadata),
    {
      op: 'add',
      path: '/metadata/annotations',
      value: { [annotation]: value },
    },
  ];
}

/** The pool gets this many machines, unless somebody has given it another number meanwhile. */
export function scalePool(pool: string, quantity: number): ClusterChange {
  return ({ spec, metadata }) => {
    const pools = spec.rkeConfig?.machinePools ?? [];
    const index = pools.findIndex(({ name }) => name === pool);
    if (index < 0)
      throw new ConflictError(
        `Cluster ${metadata.name} has no machine pool "${pool}" any more`,
      );
    const path = `/spec/rkeConfig/machinePools/${index}`;
    const before = pools[index].quantity;
    return [
      // pools have places, not paths of their own
      { op: 'test', path: `${path}/name`, value: pool },
      // one is also meant where nothing is said, and what is not there cannot be tested
      before === 1
        ? unchanged(metadata)
        : { op: 'test', path: `${path}/quantity`, value: before },
      { op: 'add', path: `${path}/quantity`, value: quantity },
    ];
  };
}

/** Brings the cluster to this version, unless somebody has meant another one meanwhile. */
export function setVersion(from: string, to: string): ClusterChange {
  return ({ spec, metadata }) => {
    if (spec.kubernetesVersion !== from)
      throw new ConflictError(
        `Cluster ${metadata.name} is being brought to ${spec.kubernetesVersion} already`,
      );
    const path = '/spec/kubernetesVersion';
    return [
      { op: 'test', path, value: from },
      { op: 'replace', path, value: to },
    ];
  };
}

export function takeSnapshot(): ClusterChange {
  return cluster => raised(cluster, 'etcdSnapshotCreate');
}

/** `what` else comes back: nothing, the version, or all that the cluster was then asked to be. */
export function restoreSnapshot(
  name: string,
  what: 'none' | 'kubernetesVersion' | 'all',
): ClusterChange {
  return cluster =>
    raised(cluster, 'etcdSnapshotRestore', { name, restoreRKEConfig: what });
}

export function rotateCertificates(): ClusterChange {
  return cluster => raised(cluster, 'rotateCertificates', { services: [] });
}

/** Asks for something anew. Two who ask at the same moment must not be taken for one. */
function raised(
  { spec, metadata }: ProvisioningCluster,
  field: 'etcdSnapshotCreate' | 'etcdSnapshotRestore' | 'rotateCertificates',
  more: JsonObject = {},
): JsonPatch {
  const path = `/spec/rkeConfig/${field}`;
  const generation = spec.rkeConfig?.[field]?.generation ?? 0;
  return [
    generation > 0
      ? { op: 'test', path: `${path}/generation`, value: generation }
      : unchanged(metadata),
    { op: 'add', path, value: { ...more, generation: generation + 1 } },
  ];
}

function unchanged(
  metadata: ProvisioningCluster['metadata'],
): JsonPatch[number] {
  return {
    op: 'test',
    path: '/metadata/resourceVersion',
    value: metadata.resourceVersion ?? '',
  };
}

const escaped = (key: string) => key.replace(/~/g, '~0').replace(/\//g, '~1');
