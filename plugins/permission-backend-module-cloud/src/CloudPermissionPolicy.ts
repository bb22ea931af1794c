import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { cloudClusterReadPermission } from '@flytower/cloud-common/clusters';
import { cloudFunctionReadPermission } from '@flytower/cloud-common/functions';
import {
  cloudClusterCreatePermission,
  cloudProjectReadPermission,
} from '@flytower/cloud-common/projects';
import { allow, allowOwnTasks, allowWhere, deny } from './conditions';
import type { Access } from './readAccess';

const reading = new Set(
  [
    cloudProjectReadPermission,
    cloudClusterReadPermission,
    cloudFunctionReadPermission,
  ].map(({ name }) => name),
);

/** Takes something away from everybody, so it is the platform team's. */
const platformOnly = new Set([
  'catalog.entity.delete',
  'catalog.location.create',
  'catalog.location.delete',
  'scaffolder.template.management',
]);

const isCloud = ({ name }: Permission) => name.startsWith('cloud.');

/** What Kubernetes operators may beyond what they own. */
const isForOperators = ({ name }: Permission) =>
  reading.has(name) ||
  name === cloudClusterCreatePermission.name ||
  name.startsWith('cloud.cluster.') ||
  name.startsWith('cloud.addon.');

/**
 * Members of a project read, owners operate, operators care for all clusters, the platform team may everything.
 * Everything outside the cloud is as open to signed-in people as Backstage has it, but for what takes away.
 */
export class CloudPermissionPolicy implements PermissionPolicy {
  constructor(
    private readonly access: Access,
    private readonly userInfo: UserInfoService,
  ) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return deny;
    const { userEntityRef, ownershipEntityRefs: claims } =
      await this.userInfo.getUserInfo(user.credentials);
    const belongsTo = (groups: string[]) =>
      groups.some(group => claims.includes(group));

    if (belongsTo(this.access.platformGroups)) return allow;
    if (isCloud(permission)) {
      if (isForOperators(permission) && belongsTo(this.access.operatorGroups)) {
        return allow;
      }
      if (!isResourcePermission(permission)) return deny;
      return allowWhere(
        reading.has(permission.name) ? 'isMember' : 'isOwner',
        permission.resourceType,
        claims,
      );
    }
    if (platformOnly.has(permission.name)) return deny;
    if (isResourcePermission(permission, 'scaffolder-task')) {
      return allowOwnTasks(userEntityRef);
    }
    return allow;
  }
}
