import type { Entity, GroupEntity, UserEntity } from '@backstage/catalog-model';
import { cloudAnnotations } from '@flytower/cloud-common';
import type { Organization } from '@flytower/cloud-common/projects';
import { locationOf, nameOf, toTitle, unownedRef } from './parts';

/** Owner of what has no owner in Keystone. */
const unowned: GroupEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: nameOf(unownedRef),
    description: 'What belongs to no group in Keystone',
    annotations: locationOf('people', 'unowned'),
  },
  spec: { type: 'team', profile: { displayName: 'Nobody yet' }, children: [] },
};

/** Groups and users of Keystone. Somebody with accounts in several clouds is one user. */
export function toPeopleEntities(organization: Organization): Entity[] {
  const groups = organization.groups.map(
    (group): GroupEntity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: {
        name: nameOf(group.ref),
        description: group.description || undefined,
        annotations: {
          ...locationOf('people', group.ref),
          [cloudAnnotations.source]: group.cloud,
        },
      },
      spec: {
        type: 'team',
        profile: { displayName: toTitle(group.name) },
        children: [],
      },
    }),
  );

  const users = new Map<string, UserEntity>();
  for (const user of organization.users) {
    const known = users.get(user.ref);
    users.set(user.ref, {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: {
        name: nameOf(user.ref),
        annotations: {
          ...locationOf('people', user.ref),
          [cloudAnnotations.source]: user.cloud,
        },
      },
      spec: {
        profile: {
          displayName: user.displayName,
          email: user.email ?? known?.spec.profile?.email,
        },
        memberOf: [
          ...new Set([...(known?.spec.memberOf ?? []), ...user.groups]),
        ].sort(),
      },
    });
  }
  const byRef = new Map(groups.map(group => [group.metadata.name, group]));
  return [unowned, ...byRef.values(), ...users.values()];
}
