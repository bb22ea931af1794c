import { ConflictError, NotFoundError } from '@backstage/errors';
import { isRefused } from '@flytower/cloud-node/upstream/http';
import {
  rancherKinds,
  rancherManifests,
  type RancherSource,
} from '@flytower/cloud-node/upstream/rancher';

type ProvisioningCluster = rancherKinds.ProvisioningCluster;

/** The cluster of this name, straight from Rancher. */
export async function findCluster(
  source: RancherSource,
  name: string,
): Promise<ProvisioningCluster | undefined> {
  try {
    return await source.management.get(rancherKinds.provisioningCluster, {
      namespace: source.config.namespace,
      name,
    });
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

/** True when this cluster came from this operation, so that it goes on with it. */
export function isMadeBy(
  cluster: ProvisioningCluster,
  operationId: string | undefined,
): boolean {
  return (
    operationId !== undefined &&
    cluster.metadata.annotations[rancherManifests.operationAnnotation] ===
      operationId
  );
}

/**
 * Writes the machine configs and then the cluster. All names follow from the plan, so that a call that was cut off
 * in the middle can be repeated: what is there is taken, what is missing is made, nothing is made twice.
 */
export async function createCluster(
  source: RancherSource,
  plan: rancherManifests.ClusterPlan,
): Promise<ProvisioningCluster> {
  const { config: rancher, management } = source;
  const { openstack } = rancher;
  if (!openstack) {
    throw new Error(`cloud.rancher "${rancher.name}" has no openstack part`);
  }
  for (const pool of plan.pools) {
    await management.apply(
      rancherKinds.openstackConfig,
      rancherManifests.machineConfigManifest({
        rancher,
        openstack,
        plan,
        pool,
      }),
      { force: true },
    );
  }
  try {
    return await management.create(
      rancherKinds.provisioningCluster,
      rancherManifests.clusterManifest({ rancher, openstack, plan }),
    );
  } catch (error) {
    if (!isRefused(error)) throw error;
    const other = await findCluster(source, plan.name);
    if (other && isMadeBy(other, plan.operationId)) return other;
    await discardMachineConfigs(source, plan, other);
    throw error instanceof ConflictError ? nameTaken(source, plan.name) : error;
  }
}

/** Who came second, or was refused, leaves nothing behind. */
async function discardMachineConfigs(
  source: RancherSource,
  plan: rancherManifests.ClusterPlan,
  winner: ProvisioningCluster | undefined,
): Promise<void> {
  const used = winner?.spec.rkeConfig?.machinePools.map(
    pool => pool.machineConfigRef?.name,
  );
  for (const pool of plan.pools) {
    const name = rancherManifests.machineConfigName(plan, pool.name);
    if (used?.includes(name)) continue;
    await source.management
      .delete(rancherKinds.openstackConfig, {
        namespace: source.config.namespace,
        name,
      })
      .catch(() => undefined);
  }
}

/** The refusal that names the field. */
export function nameTaken(source: RancherSource, name: string): Error {
  return new ConflictError(
    `name: a cluster named "${name}" exists already in ${source.config.title}; choose another name`,
  );
}
