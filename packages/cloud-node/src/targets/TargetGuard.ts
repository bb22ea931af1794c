import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { OwnedResource } from '../guard';

/** What decides about targets of one type: `Guard` is one. @public */
export interface TargetGuard {
  visible<T extends OwnedResource>(
    credentials: BackstageCredentials,
    items: T[],
  ): Promise<T[]>;
  require<T extends OwnedResource>(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    id: string,
    resource: T | undefined,
  ): Promise<T>;
  /** The same for somebody who is not there: asked again right before the start. */
  requireFor<T extends OwnedResource>(
    userRef: string,
    permission: ResourcePermission,
    id: string,
    resource: T | undefined,
  ): Promise<T>;
  allowedOperations<TOperation extends string>(
    credentials: BackstageCredentials,
    items: OwnedResource[],
    operations: Record<TOperation, ResourcePermission>,
  ): Promise<TOperation[][]>;
}
