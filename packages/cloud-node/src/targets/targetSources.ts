import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  OperationTarget,
  TargetType,
} from '@flytower/cloud-common/operations';
import type { OwnedResource } from '../guard';

/** Something that operations are done to, as its domain knows it now. @public */
export interface FoundTarget {
  target: OperationTarget;
  /** What the permission rules look at. */
  access: OwnedResource;
  /** Set when it is not well, in a sentence: the next wave waits for it. */
  unhealthy?: string;
}

/**
 * Where the framework finds targets. Undefined: certainly not there; an error: not known at the moment.
 *
 * @public
 */
export interface TargetSource {
  find(id: string): Promise<FoundTarget | undefined>;
  /** Ids of those that a list with these filters holds, as the asker sees them. */
  select?(
    filters: Record<string, string[]>,
    asker: { credentials: BackstageCredentials },
  ): Promise<string[]>;
}

/** @public */
export type TargetSources = Partial<Record<TargetType, TargetSource>>;
