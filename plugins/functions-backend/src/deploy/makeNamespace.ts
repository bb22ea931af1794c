import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { cloudLabels } from '@flytower/cloud-common';
import type { KubernetesClient } from '@flytower/cloud-node/upstream/kubernetes';
import {
  knativeKinds,
  knativeManifests,
} from '@flytower/cloud-node/upstream/knative';
import { orNothing } from '../collect/orNothing';
import { namespaceOf, ownNameOf, type Namespace } from './namespaceOf';

interface Making {
  client: KubernetesClient;
  project: { id: string; name: string };
  /** What the watch knows of, which is not all that there is. */
  namespaces: Namespace[];
  signal?: AbortSignal;
}

/**
 * The namespace of a project, made when there is none. Its label decides whose functions are in it, so a namespace that
 * somebody else made is never taken over, even if the watch has not told of it yet.
 */
export async function makeNamespace(making: Making): Promise<string> {
  const { project, namespaces } = making;
  const { name, exists } = namespaceOf(project, namespaces);
  if (exists || (await isItsOwn(making, name))) return name;
  const own = ownNameOf(project);
  if (own !== name && (await isItsOwn(making, own))) return own;
  throw new ConflictError(
    `The namespace "${own}" is there already and is not one of project ${project.name}; give it the label ${cloudLabels.projectId}=${project.id}, or delete it`,
  );
}

/** Whether the name is the project's: made now, or by an attempt before this one. */
async function isItsOwn(
  { client, project, signal }: Making,
  name: string,
): Promise<boolean> {
  const { coreNamespace } = knativeKinds;
  try {
    await client.create(
      coreNamespace,
      knativeManifests.namespaceManifest({ name, projectId: project.id }),
      { signal },
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
  const present = await orNothing(
    client.get(coreNamespace, { name }, { signal }),
  );
  if (!present)
    throw new ServiceUnavailableError(
      `The namespace "${name}" was deleted this moment`,
    );
  const { labels, deletionTimestamp } = present.metadata;
  return labels[cloudLabels.projectId] === project.id && !deletionTimestamp;
}
