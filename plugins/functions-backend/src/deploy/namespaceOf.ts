import { cloudLabels } from '@flytower/cloud-common';
import type { knativeKinds } from '@flytower/cloud-node/upstream/knative';
import { createHash } from 'node:crypto';

export type Namespace = Pick<knativeKinds.CoreNamespace, 'metadata'>;

const maxLength = 40;

/** The namespace in which a project's functions live on a platform: the one that bears its label, else a new one. */
export function namespaceOf(
  project: { id: string; name: string },
  namespaces: Namespace[],
): { name: string; exists: boolean } {
  const own = namespaces
    .filter(
      ({ metadata }) =>
        metadata.labels[cloudLabels.projectId] === project.id &&
        !metadata.deletionTimestamp,
    )
    .map(({ metadata }) => metadata)
    // the portal's own before others, so that one that somebody adds later does not take over
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))[0];
  if (own) return { name: own.name, exists: true };

  const slug = toLabel(project.name);
  const taken = namespaces.some(({ metadata }) => metadata.name === slug);
  const isSystem = /^(kube|knative|cattle|fleet|default$|tekton|shipwright)/;
  if (slug && !taken && !isSystem.test(slug))
    return { name: slug, exists: false };
  return { name: ownNameOf(project), exists: false };
}

/** A name that no other project comes to. */
export function ownNameOf(project: { id: string; name: string }): string {
  const tail = createHash('sha256').update(project.id).digest('hex');
  return `${toLabel(project.name) || 'project'}-${tail.slice(0, 6)}`;
}

function rank({ labels }: Namespace['metadata']): number {
  return labels[cloudLabels.managedBy] === 'flytower' ? 0 : 1;
}

function toLabel(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, maxLength)
    .replace(/-+$/, '');
}
