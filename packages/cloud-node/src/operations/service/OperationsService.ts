import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Page } from '@flytower/cloud-common';
import type {
  Operation,
  OperationChoices,
  OperationChoicesRequest,
  OperationDefinition,
  OperationPrecheck,
  OperationQuery,
  OperationRequest,
} from '@flytower/cloud-common/operations';

/** Who asks. @public */
export interface Asker {
  credentials: BackstageCredentials;
}

/** What a domain's operations can be asked, in whoever's name. @public */
export interface OperationsService {
  listDefinitions(): Promise<{ items: OperationDefinition[] }>;
  choices(
    kind: string,
    request: OperationChoicesRequest,
    asker: Asker,
  ): Promise<OperationChoices>;
  precheck(
    kind: string,
    request: OperationRequest,
    asker: Asker,
  ): Promise<OperationPrecheck>;
  start(
    kind: string,
    request: OperationRequest,
    asker: Asker,
  ): Promise<Operation>;
  list(query: OperationQuery, asker: Asker): Promise<Page<Operation>>;
  get(id: string, asker: Asker): Promise<Operation>;
  cancel(id: string, asker: Asker): Promise<Operation>;
  approve(
    id: string,
    decision: { comment?: string },
    asker: Asker,
  ): Promise<Operation>;
  reject(
    id: string,
    decision: { comment?: string },
    asker: Asker,
  ): Promise<Operation>;
}
