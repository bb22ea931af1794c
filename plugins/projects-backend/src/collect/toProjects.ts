import type { Organization } from '@flytower/cloud-common/projects';
import { toEntityName } from '@flytower/cloud-common';
import type {
  KeystoneDomain,
  KeystoneGroup,
  KeystoneProject,
  KeystoneRole,
  KeystoneUser,
  RoleAssignment,
} from '@flytower/cloud-node/upstream/openstack';
import type { SeenProject } from '../store/rows';

/** What one complete read of a Keystone gives. */
export interface KeystoneLists {
  domains: KeystoneDomain[];
  projects: KeystoneProject[];
  roles: KeystoneRole[];
  groups: KeystoneGroup[];
  users: KeystoneUser[];
  assignments: RoleAssignment[];
}

export const groupRef = (name: string) =>
  `group:default/${toEntityName(name)}`.toLowerCase();

export const userRef = (name: string) =>
  `user:default/${toEntityName(name)}`.toLowerCase();

/**
 * Keystone's lists as projects with members and owners. The first of `ownerRoles` that any group holds on a project
 * decides: all groups that hold it own the project.
 */
export function toProjects(
  lists: KeystoneLists,
  ownerRoles: string[],
): SeenProject[] {
  const membersOf = groupMembers(lists);
  const domains = new Map(lists.domains.map(({ id, name }) => [id, name]));
  return lists.projects.map(project => {
    const members = [...(membersOf.get(project.id)?.values() ?? [])].sort(
      (a, b) => a.kind.localeCompare(b.kind) || a.ref.localeCompare(b.ref),
    );
    const owners = ownersAmong(members, ownerRoles);
    return {
      id: project.id,
      name: project.name,
      description: project.description ?? '',
      domain: domains.get(project.domain_id ?? '') ?? project.domain_id ?? '',
      enabled: project.enabled,
      tags: [...project.tags].sort(),
      environment: project.tags
        .find(tag => tag.startsWith('env:'))
        ?.slice('env:'.length),
      owner: owners[0],
      owners,
      members,
    };
  });
}

type Members = Map<string, SeenProject['members'][number]>;

function groupMembers(lists: KeystoneLists): Map<string, Members> {
  const roles = new Map(lists.roles.map(({ id, name }) => [id, name]));
  const groups = new Map(lists.groups.map(({ id, name }) => [id, name]));
  const users = new Map(lists.users.map(({ id, name }) => [id, name]));
  const byProject = new Map<string, Members>();
  for (const { scope, group, user, role } of lists.assignments) {
    // Inherited assignments hold for what is below the project, not for itself.
    if (!scope.project || scope['OS-INHERIT:inherited_to']) continue;
    const kind = group ? 'group' : 'user';
    const name = group ? groups.get(group.id) : users.get(user?.id ?? '');
    const roleName = roles.get(role.id);
    // Accounts of other domains are no people of the catalog.
    if (name === undefined || roleName === undefined) continue;
    const ref = kind === 'group' ? groupRef(name) : userRef(name);
    const members: Members = byProject.get(scope.project.id) ?? new Map();
    const member = members.get(ref) ?? { ref, kind, name, roles: [] };
    if (!member.roles.includes(roleName)) {
      member.roles = [...member.roles, roleName].sort();
    }
    members.set(ref, member);
    byProject.set(scope.project.id, members);
  }
  return byProject;
}

function ownersAmong(
  members: SeenProject['members'],
  ownerRoles: string[],
): string[] {
  const groups = members.filter(({ kind }) => kind === 'group');
  const deciding = ownerRoles.find(role =>
    groups.some(({ roles }) => roles.includes(role)),
  );
  if (deciding === undefined) return [];
  return groups
    .filter(({ roles }) => roles.includes(deciding))
    .map(({ ref }) => ref);
}

/** Groups and people for the catalog. Disabled users are nobody to sign in as. */
export function toPeople(
  lists: Pick<KeystoneLists, 'groups' | 'users'>,
  groupsOfUser: Map<string, string[]>,
  cloud: string,
): Pick<Organization, 'groups' | 'users'> {
  return {
    groups: lists.groups.map(({ name, description }) => ({
      ref: groupRef(name),
      name,
      description: description ?? '',
      cloud,
    })),
    users: lists.users
      .filter(({ enabled }) => enabled)
      .map(({ id, name, email, description }) => ({
        ref: userRef(name),
        name,
        displayName: description || name,
        email: email ?? undefined,
        groups: [...(groupsOfUser.get(id) ?? [])].sort(),
        cloud,
      })),
  };
}
