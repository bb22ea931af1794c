import type { z } from 'zod';
import {
  Door,
  pathOf,
  type DoorOptions,
  type DoorRequestOptions,
} from '../shared/door';
import type { Page } from '../shared/page';
import {
  findingListSchema,
  findingSchema,
  type Finding,
  type FindingQuery,
} from './findings';
import {
  operationChoicesSchema,
  operationDefinitionListSchema,
  operationListSchema,
  operationPrecheckSchema,
  operationSchema,
  type Operation,
  type OperationChoices,
  type OperationChoicesRequest,
  type OperationDefinition,
  type OperationPrecheck,
  type OperationQuery,
  type OperationRequest,
} from './schema';

/** What a domain's operations and findings can be asked. Refusals are `ResponseError`s. @public */
export interface OperationsApi {
  /** Operations that this domain knows, whether or not the asker may do them somewhere. */
  listDefinitions(
    options?: DoorRequestOptions,
  ): Promise<{ items: OperationDefinition[] }>;
  getOperationChoices(
    kind: string,
    /** What was chosen so far, and of many targets which. */
    request: OperationChoicesRequest,
    options?: DoorRequestOptions,
  ): Promise<OperationChoices>;
  precheckOperation(
    kind: string,
    request: OperationRequest,
    options?: DoorRequestOptions,
  ): Promise<OperationPrecheck>;
  startOperation(
    kind: string,
    request: OperationRequest,
    options?: DoorRequestOptions,
  ): Promise<Operation>;
  listOperations(
    query: OperationQuery,
    options?: DoorRequestOptions,
  ): Promise<Page<Operation>>;
  getOperation(id: string, options?: DoorRequestOptions): Promise<Operation>;
  cancelOperation(id: string, options?: DoorRequestOptions): Promise<Operation>;
  approveOperation(
    id: string,
    comment: string,
    options?: DoorRequestOptions,
  ): Promise<Operation>;
  rejectOperation(
    id: string,
    comment: string,
    options?: DoorRequestOptions,
  ): Promise<Operation>;
  listFindings(
    query: FindingQuery,
    options?: DoorRequestOptions,
  ): Promise<Page<Finding>>;
  getFinding(id: string, options?: DoorRequestOptions): Promise<Finding>;
}

/** Operations and findings of one backend plugin, such as `clusters`. @public */
export class OperationsClient implements OperationsApi {
  private readonly door: Door;

  constructor(pluginId: string, options: DoorOptions) {
    this.door = new Door(pluginId, options);
  }

  listDefinitions(options?: DoorRequestOptions) {
    return this.door.request(
      {
        path: '/operations/definitions',
        answer: operationDefinitionListSchema,
      },
      options,
    );
  }

  getOperationChoices(
    kind: string,
    request: OperationChoicesRequest,
    options?: DoorRequestOptions,
  ) {
    return this.post(
      pathOf('operations', kind, 'choices'),
      request,
      operationChoicesSchema,
      options,
    );
  }

  precheckOperation(
    kind: string,
    request: OperationRequest,
    options?: DoorRequestOptions,
  ) {
    return this.post(
      pathOf('operations', kind, 'precheck'),
      request,
      operationPrecheckSchema,
      options,
    );
  }

  startOperation(
    kind: string,
    request: OperationRequest,
    options?: DoorRequestOptions,
  ) {
    return this.post(
      pathOf('operations', kind, 'start'),
      request,
      operationSchema,
      options,
    );
  }

  listOperations(query: OperationQuery, options?: DoorRequestOptions) {
    return this.door.request(
      { path: '/operations', query, answer: operationListSchema },
      options,
    );
  }

  getOperation(id: string, options?: DoorRequestOptions) {
    return this.door.request(
      { path: pathOf('operations', id), answer: operationSchema },
      options,
    );
  }

  cancelOperation(id: string, options?: DoorRequestOptions) {
    return this.post(
      pathOf('operations', id, 'cancel'),
      {},
      operationSchema,
      options,
    );
  }

  approveOperation(id: string, comment: string, options?: DoorRequestOptions) {
    return this.post(
      pathOf('operations', id, 'approve'),
      { comment },
      operationSchema,
      options,
    );
  }

  rejectOperation(id: string, comment: string, options?: DoorRequestOptions) {
    return this.post(
      pathOf('operations', id, 'reject'),
      { comment },
      operationSchema,
      options,
    );
  }

  listFindings(query: FindingQuery, options?: DoorRequestOptions) {
    return this.door.request(
      { path: '/findings', query, answer: findingListSchema },
      options,
    );
  }

  getFinding(id: string, options?: DoorRequestOptions) {
    return this.door.request(
      { path: pathOf('findings', id), answer: findingSchema },
      options,
    );
  }

  private post<T extends z.ZodType>(
    path: string,
    body: unknown,
    answer: T,
    options?: DoorRequestOptions,
  ) {
    return this.door.request({ method: 'POST', path, body, answer }, options);
  }
}
