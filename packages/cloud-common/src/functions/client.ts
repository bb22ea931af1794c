import type { z } from 'zod';
import { OperationsClient, type OperationsApi } from '../operations';
import {
  Door,
  pathOf,
  type DoorOptions,
  type DoorRequestOptions,
} from '../shared/door';
import { freshnessSchema } from '../shared/freshness';
import type { Page } from '../shared/page';
import {
  functionChoicesSchema,
  functionDetailsSchema,
  functionListSchema,
  functionLogsSchema,
  invocationResultSchema,
  type CloudFunction,
  type FunctionChoices,
  type FunctionLogs,
  type FunctionQuery,
  type Invocation,
  type InvocationResult,
  type LogQuery,
} from './schema';

const functionAnswer = functionDetailsSchema.extend({
  freshness: freshnessSchema.array(),
});

/** A function with all its details, and the freshness of the sources it came from. @public */
export type FunctionAnswer = z.infer<typeof functionAnswer>;

/** The door to Knative functions, and to the operations that change them. @public */
export interface FunctionsApi extends OperationsApi {
  listFunctions(
    query?: FunctionQuery,
    options?: DoorRequestOptions,
  ): Promise<Page<CloudFunction>>;
  getFunction(
    id: string,
    options?: DoorRequestOptions,
  ): Promise<FunctionAnswer>;
  getChoices(options?: DoorRequestOptions): Promise<FunctionChoices>;
  invokeFunction(
    id: string,
    input: Invocation,
    options?: DoorRequestOptions,
  ): Promise<InvocationResult>;
  getLogs(
    id: string,
    query?: LogQuery,
    options?: DoorRequestOptions,
  ): Promise<FunctionLogs>;
}

/** @public */
export class FunctionsClient extends OperationsClient implements FunctionsApi {
  private readonly functions: Door;

  constructor(options: DoorOptions) {
    super('functions', options);
    this.functions = new Door('functions', options);
  }

  listFunctions(query: FunctionQuery = {}, options?: DoorRequestOptions) {
    return this.functions.request(
      { path: '/functions', query, answer: functionListSchema },
      options,
    );
  }

  getFunction(id: string, options?: DoorRequestOptions) {
    return this.functions.request(
      { path: pathOf('functions', id), answer: functionAnswer },
      options,
    );
  }

  getChoices(options?: DoorRequestOptions) {
    return this.functions.request(
      { path: '/choices', answer: functionChoicesSchema },
      options,
    );
  }

  invokeFunction(id: string, input: Invocation, options?: DoorRequestOptions) {
    return this.functions.request(
      {
        method: 'POST',
        path: pathOf('functions', id, 'invoke'),
        body: input,
        answer: invocationResultSchema,
      },
      options,
    );
  }

  getLogs(id: string, query: LogQuery = {}, options?: DoorRequestOptions) {
    return this.functions.request(
      {
        path: pathOf('functions', id, 'logs'),
        query,
        answer: functionLogsSchema,
      },
      options,
    );
  }
}
