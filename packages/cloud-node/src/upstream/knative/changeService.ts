import { ConflictError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { KubernetesClient } from '../kubernetes';
import { knativeService, type KnativeService } from './kinds';
import { functionAnnotations } from './words';

/** Knative writes to its services as well; between two of its writes there is always room for ours. */
const attempts = 6;

/** What is to be different about a service: a merge patch, made for the service as it is now. */
export type ServiceChange = (service: KnativeService) => JsonObject & {
  metadata?: JsonObject & { annotations?: JsonObject };
};

/**
 * Changes a service once per operation, however often it is called: the change and the note of the operation are one
 * write, and it is made only to what was looked at.
 */
export async function changeService(
  client: KubernetesClient,
  run: {
    namespace: string;
    name: string;
    operationId: string;
    signal?: AbortSignal;
  },
  change: ServiceChange,
): Promise<KnativeService> {
  const where = { namespace: run.namespace, name: run.name };
  const options = { signal: run.signal };
  for (let attempt = 1; ; attempt++) {
    const service = await client.get(knativeService, where, options);
    const { annotations, resourceVersion } = service.metadata;
    if (annotations[functionAnnotations.operation] === run.operationId)
      return service;
    const patch = change(service);
    try {
      return await client.patch(
        knativeService,
        where,
        {
          ...patch,
          metadata: {
            ...patch.metadata,
            ...(resourceVersion && { resourceVersion }),
            annotations: {
              ...patch.metadata?.annotations,
              [functionAnnotations.operation]: run.operationId,
            },
          },
        },
        options,
      );
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === attempts)
        throw error;
    }
  }
}
