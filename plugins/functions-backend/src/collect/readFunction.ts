import type { KubernetesClient } from '@flytower/cloud-node/upstream/kubernetes';
import {
  functionLabels,
  knativeKinds,
} from '@flytower/cloud-node/upstream/knative';
import type { PlatformFunction } from '../map/toFunction';
import { orNothing } from './orNothing';
import { newestFirst } from './newestFirst';

/** Everything that a platform has of one function, read from it now; undefined when nothing of it is left. */
export async function readFunction(
  client: KubernetesClient,
  { namespace, name }: { namespace: string; name: string },
  signal?: AbortSignal,
): Promise<PlatformFunction | undefined> {
  const where = { namespace, name };
  const options = { signal };
  const [service, build, revisions, runs = []] = await Promise.all([
    orNothing(client.get(knativeKinds.knativeService, where, options)),
    orNothing(client.get(knativeKinds.shipwrightBuild, where, options)),
    client.listAll(
      knativeKinds.knativeRevision,
      { namespace, labelSelector: `${functionLabels.service}=${name}` },
      options,
    ),
    orNothing(
      client.listAll(knativeKinds.shipwrightBuildRun, { namespace }, options),
    ),
  ]);
  const own = runs.filter(run => run.spec.build?.name === name);
  if (!service && !build && revisions.length === 0 && own.length === 0)
    return undefined;
  return {
    name,
    namespace: await orNothing(
      client.get(knativeKinds.coreNamespace, { name: namespace }, options),
    ),
    service,
    build,
    revisions,
    runs: newestFirst(own),
  };
}
