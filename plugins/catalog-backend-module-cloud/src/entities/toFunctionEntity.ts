import type { ComponentEntity } from '@backstage/catalog-model';
import { cloudAnnotations, cloudEntityTypes } from '@flytower/cloud-common';
import type { CloudFunction } from '@flytower/cloud-common/functions';
import { defined, locationOf, nameOf, readersOf, unownedRef } from './parts';

/** A Knative function as `Component`. What is not named here does not reach the catalog. */
export function toFunctionEntity(
  fn: CloudFunction,
  baseUrl: string,
): ComponentEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: nameOf(fn.entityRef),
      title: fn.name,
      annotations: {
        ...locationOf('functions', fn.id),
        ...defined({
          [cloudAnnotations.functionId]: fn.id,
          [cloudAnnotations.projectId]: fn.projectId,
          [cloudAnnotations.source]: fn.source,
          [cloudAnnotations.environment]: fn.environment,
        }),
      },
      tags: fn.runtime ? [fn.runtime] : [],
      links: [
        {
          url: `${baseUrl}/functions/${encodeURIComponent(fn.id)}`,
          title: 'Function page',
        },
        ...(fn.git ? [{ url: fn.git.url, title: 'Source' }] : []),
      ],
    },
    spec: {
      type: cloudEntityTypes.function,
      lifecycle: fn.environment ?? 'production',
      owner: fn.owner ?? unownedRef,
      ...readersOf(fn),
      ...(fn.projectRef && { system: fn.projectRef }),
      ...(fn.platformRef && { dependsOn: [fn.platformRef] }),
    },
  };
}
