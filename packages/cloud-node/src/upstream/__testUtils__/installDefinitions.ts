import { z } from 'zod';
import type { KubernetesClient } from '../kubernetes';
import { coreNamespace, shipwrightBuild } from '../knative/kinds';
import { fleetKinds, rancherKinds } from '../rancher';

/** A CustomResourceDefinition, as far as it matters here. */
export type Definition = { metadata: { name: string } };

const definitionKind = {
  apiVersion: 'apiextensions.k8s.io/v1',
  plural: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  namespaced: false,
  schema: coreNamespace.schema,
};

/** Installs what is missing, and waits until all of it is served. */
export async function installDefinitions(
  client: KubernetesClient,
  definitions: readonly Definition[],
) {
  for (const definition of definitions) {
    await client
      .create(definitionKind, {
        apiVersion: definitionKind.apiVersion,
        kind: definitionKind.kind,
        ...definition,
      })
      .catch(error => {
        if (error.name !== 'ConflictError') throw error;
      });
  }
  await until(async () => {
    const kinds = [
      rancherKinds.provisioningCluster,
      rancherKinds.openstackConfig,
      fleetKinds.helmOp,
      shipwrightBuild,
    ];
    try {
      for (const { apiVersion, plural } of kinds) {
        await client.json(`/apis/${apiVersion}/${plural}`, z.unknown());
      }
      return true;
    } catch {
      return false;
    }
  }, 60_000);
}

export async function until(
  condition: () => boolean | Promise<boolean>,
  withinMs = 15_000,
) {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
