import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  type PermissionResourceRef,
} from '@backstage/plugin-permission-node';

import { createDecider, type Decider } from './decideFor';

/** @public */
export interface GuardOptions<TResource> {
  auth: AuthService;
  config: RootConfigService;
  discovery: DiscoveryService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  resourceRef: PermissionResourceRef<TResource, unknown, string>;
  /** Who may not even read a resource is told that it does not exist. */
  readPermission: ResourcePermission;
  /** `cluster`, for sentences. */
  noun: string;
  /** Adds what the rules look at and the resource does not say itself: who holds which role on its project. */
  complete?(resource: TResource): TResource;
}

/**
 * Asks the permission framework as the user, once per request and not once per item, and applies its conditions to
 * resources that are already at hand. Lists, details and operations all get their answer here.
 *
 * @public
 */
export class Guard<TResource> {
  private readonly allows: (
    decision: PolicyDecision,
    resource: TResource | undefined,
  ) => boolean;

  private readonly decideFor: Decider;

  constructor(private readonly options: GuardOptions<TResource>) {
    this.decideFor = createDecider(options);
    const allows = createConditionAuthorizer(
      options.permissionsRegistry.getPermissionRuleset(options.resourceRef),
    );
    const { complete = (resource: TResource) => resource } = options;
    this.allows = (decision, resource) =>
      allows(decision, resource && complete(resource));
  }

  /** The decision on each permission, conditions included. */
  decide(
    credentials: BackstageCredentials,
    permissions: ResourcePermission[],
  ): Promise<PolicyDecision[]> {
    return this.options.permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
  }

  /** Those of the items that the user may read. */
  async visible<T extends TResource>(
    credentials: BackstageCredentials,
    items: T[],
  ): Promise<T[]> {
    const [decision] = await this.decide(credentials, [
      this.options.readPermission,
    ]);
    if (decision.result === AuthorizeResult.ALLOW) return items;
    return items.filter(item => this.allows(decision, item));
  }

  /**
   * Refuses with 404 what the user may not read (or what is not there), and with 403 what they may read but not do.
   *
   * @param id - as the user gave it, for the sentence
   */
  async require<T extends TResource>(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    id: string,
    resource: T | undefined,
  ): Promise<T> {
    const { readPermission } = this.options;
    const decisions = await this.decide(credentials, [
      readPermission,
      permission,
    ]);
    return this.enforce(decisions, permission, id, resource);
  }

  /**
   * The same for somebody who is not there: what they asked for earlier is about to be done.
   *
   * @param userRef - entity ref of the user
   */
  async requireFor<T extends TResource>(
    userRef: string,
    permission: ResourcePermission,
    id: string,
    resource: T | undefined,
  ): Promise<T> {
    const { readPermission } = this.options;
    const decisions = await this.decideFor(userRef, [
      readPermission,
      permission,
    ]);
    return this.enforce(decisions, permission, id, resource);
  }

  /** Which operations the user may do, per item in the order of the items. */
  async allowedOperations<TOperation extends string>(
    credentials: BackstageCredentials,
    items: TResource[],
    operations: Record<TOperation, ResourcePermission>,
  ): Promise<TOperation[][]> {
    const names = Object.keys(operations) as TOperation[];
    const decisions = await this.decide(
      credentials,
      names.map(name => operations[name]),
    );
    return items.map(item =>
      names.filter((_, index) => this.allows(decisions[index], item)),
    );
  }

  private enforce<T extends TResource>(
    [mayRead, mayDo]: PolicyDecision[],
    permission: ResourcePermission,
    id: string,
    resource: T | undefined,
  ): T {
    const { noun } = this.options;
    if (!resource || !this.allows(mayRead, resource)) {
      throw new NotFoundError(`There is no ${noun} "${id}" that you may see`);
    }
    if (!this.allows(mayDo, resource)) {
      throw new NotAllowedError(
        `You may see the ${noun} "${id}", but not do this with it (${permission.name}). Ask its owner or the platform team.`,
      );
    }
    return resource;
  }
}
