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
import { RESOURCE_TYPE_CLOUD_CLUSTER } from '@flytower/cloud-common/clusters';
import {
  cloudFunctionLogsReadPermission,
  RESOURCE_TYPE_CLOUD_FUNCTION,
} from '@flytower/cloud-common/functions';
import {
  cloudClusterCreatePermission,
  RESOURCE_TYPE_CLOUD_PROJECT,
} from '@flytower/cloud-common/projects';
import type { Access } from '@flytower/cloud-node/guard';
import {
  allow,
  allowOwnTasks,
  allowReadable,
  allowWhere,
  deny,
} from './conditions';
import type { LiveClaims } from './LiveClaims';

const cloudTypes = [
  RESOURCE_TYPE_CLOUD_PROJECT,
  RESOURCE_TYPE_CLOUD_CLUSTER,
  RESOURCE_TYPE_CLOUD_FUNCTION,
];

/** Takes something away from everybody, so it is the platform team's. */
const platformOnly = new Set([
  'catalog.entity.delete',
  'catalog.location.create',
  'catalog.location.delete',
  'scaffolder.template.management',
]);

const isCloud = ({ name }: Permission) => name.startsWith('cloud.');

/** Where somebody who cannot be placed is refused, or is shown nothing. */
const dependsOnClaims = (permission: Permission) =>
  isCloud(permission) ||
  platformOnly.has(permission.name) ||
  isResourcePermission(permission, 'catalog-entity');

/** Logs hold what people typed, so reading them is operating. */
const isReading = ({ name, attributes }: Permission) =>
  attributes.action === 'read' && name !== cloudFunctionLogsReadPermission.name;

/** What Kubernetes operators may beyond what they own. */
const isForOperators = (permission: Permission) =>
  isReading(permission) ||
  permission.name === cloudClusterCreatePermission.name ||
  isResourcePermission(permission, RESOURCE_TYPE_CLOUD_CLUSTER);

/**
 * Members of a project read, owners operate, operators care for all clusters, the platform team may everything.
 * Everything outside the cloud is as open to signed-in people as Backstage has it, but for what takes away, and for
 * what the catalog says of the cloud: it is read by whom the doors would show it to.
 *
 * Decides by kind of resource and action, so that a new operation needs no line here.
 */
export class CloudPermissionPolicy implements PermissionPolicy {
  constructor(
    private readonly access: Access,
    private readonly claims: Pick<LiveClaims, 'of' | 'sure'>,
  ) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return deny;
    const { userEntityRef } = user.info;
    // to say "nothing" would be a lie while it is not known who they are
    const claims = dependsOnClaims(permission)
      ? await this.claims.sure(userEntityRef)
      : await this.claims.of(userEntityRef);
    return this.decide(permission, userEntityRef, claims);
  }

  /** What somebody may who is not there; refuses with 503 while it is not known who they are. */
  async decideFor(
    permission: Permission,
    userRef: string,
  ): Promise<PolicyDecision> {
    const claims = await this.claims.sure(userRef);
    return this.decide(permission, userRef, claims);
  }

  private decide(
    permission: Permission,
    userRef: string,
    claims: string[],
  ): PolicyDecision {
    const belongsTo = (groups: string[]) =>
      groups.some(group => claims.includes(group));

    if (belongsTo(this.access.platformGroups)) return allow;
    const isOperator = belongsTo(this.access.operatorGroups);
    if (isCloud(permission)) {
      if (!isResourcePermission(permission)) return deny;
      if (!cloudTypes.includes(permission.resourceType)) return deny;
      if (isOperator && isForOperators(permission)) return allow;
      return allowWhere(
        isReading(permission) ? 'isMember' : 'isOwner',
        permission.resourceType,
        claims,
      );
    }
    if (platformOnly.has(permission.name)) return deny;
    if (isResourcePermission(permission, 'scaffolder-task')) {
      return allowOwnTasks(userRef);
    }
    if (isResourcePermission(permission, 'catalog-entity')) {
      return isOperator ? allow : allowReadable(claims);
    }
    return allow;
  }
}
