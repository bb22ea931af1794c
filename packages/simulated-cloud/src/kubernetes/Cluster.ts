import type { Clock } from '../Clock';
import type { Authorizer } from './access/Authorizer';
import type { ServiceAccountTokens } from './access/ServiceAccountTokens';
import type { ClusterHooks } from './hooks';
import type { ObjectRemover } from './objects/ObjectRemover';
import type { ObjectWriter } from './objects/ObjectWriter';
import type { ResourceRegistry } from './resources/ResourceRegistry';
import type { Store } from './storage/Store';

/** What the request handlers of one cluster work with. */
export interface Cluster {
  name: string;
  /** `v1.33.5+rke2r1`, as `/version` says it. */
  gitVersion: string;
  clock: Clock;
  store: Store;
  registry: ResourceRegistry;
  writer: ObjectWriter;
  remover: ObjectRemover;
  authorizer: Authorizer;
  tokens: ServiceAccountTokens;
  hooks: ClusterHooks;
  deprecatedApis: readonly DeprecatedApi[];
  bookmarkMs: number;
}

/** A version of an API that goes away, and that somebody has asked for since the API server was started. */
export interface DeprecatedApi {
  group: string;
  version: string;
  resource: string;
  /** `1.32`. */
  removedRelease: string;
}
