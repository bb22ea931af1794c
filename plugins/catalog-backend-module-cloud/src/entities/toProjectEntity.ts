import type { SystemEntity } from '@backstage/catalog-model';
import { cloudAnnotations, cloudEntityTypes } from '@flytower/cloud-common';
import type { Project } from '@flytower/cloud-common/projects';
import {
  defined,
  locationOf,
  nameOf,
  readersOf,
  toTag,
  unownedRef,
} from './parts';

/** A Keystone project as `System`. What is not named here does not reach the catalog. */
export function toProjectEntity(
  project: Project,
  baseUrl: string,
): SystemEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: nameOf(project.entityRef),
      title: project.name,
      description: project.description || undefined,
      annotations: {
        ...locationOf('projects', project.id),
        ...defined({
          [cloudAnnotations.projectId]: project.id,
          [cloudAnnotations.source]: project.cloud,
          [cloudAnnotations.regions]: project.regions.join(','),
          [cloudAnnotations.environment]: project.environment,
        }),
      },
      tags: [...new Set(project.tags.map(toTag).filter(Boolean))],
      links: [
        {
          url: `${baseUrl}/projects?search=${encodeURIComponent(project.name)}`,
          title: 'In the list of projects',
        },
      ],
    },
    spec: {
      type: cloudEntityTypes.project,
      owner: project.owner ?? unownedRef,
      ...readersOf(project),
    },
  };
}
