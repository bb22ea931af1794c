import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
  DatabaseService,
  HttpAuthService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type {
  Operation,
  OperationRequest,
  OperationState,
  TargetType,
} from '@flytower/cloud-common/operations';
import type { Router } from 'express';
import type { OwnedResource } from '../guard';
import type { TargetGuards } from '../targets/Targets';
import type { TargetSources } from '../targets/targetSources';
import type { DefinedOperation } from './defineOperation';
import type { OperationsPace } from './settings';
import type { OperationsService } from './service/OperationsService';

/** Services that operations need; those of a backend plugin by their usual names. @public */
export interface OperationsDeps {
  /** `actionsRegistryServiceRef` of `@backstage/backend-plugin-api/alpha`. */
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  auth: AuthService;
  config: RootConfigService;
  database: DatabaseService;
  events: EventsService;
  httpAuth: HttpAuthService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  /** `notificationService` of `@backstage/plugin-notifications-node`; that plugin need not be there. */
  notifications: NotificationService;
  permissionsRegistry: PermissionsRegistryService;
  signals: SignalsService;
}

/** @public */
export interface OperationsOptions<TDomain> {
  pluginId: string;
  definitions: readonly DefinedOperation<TDomain>[];
  domain: TDomain;
  targets: TargetSources;
  guards: TargetGuards;
  deps: OperationsDeps;
  /** Faster, in tests. */
  pace?: Partial<OperationsPace>;
}

/** @public */
export interface StartedOperations {
  /** Guarded and audited: for whatever acts for a person. */
  service: OperationsService;
  /** `/operations…`, for the plugin's `httpRouter`. */
  router: Router;
  /** Ids of the operations that somebody may do, per item: fills `allowedOperations`. */
  allowed(
    credentials: BackstageCredentials,
    targetType: TargetType,
    items: OwnedResource[],
  ): Promise<string[][]>;
  /** What the portal starts itself; it is not checked against a user, and the requester reads `policy:<policy>`. */
  startForPolicy(
    policy: string,
    kind: string,
    request: OperationRequest,
  ): Promise<Operation>;
  /** An operation, whoever asks; for the portal itself. */
  find(id: string): Promise<Operation | undefined>;
  /** How operations stand, by their ids, whoever asks; without those that are forgotten. */
  statesOf(ids: string[]): Promise<ReadonlyMap<string, OperationState>>;
}
