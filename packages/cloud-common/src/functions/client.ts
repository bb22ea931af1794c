import type { z } from 'zod';
import { precheckSchema, type Precheck } from '../shared/precheck';
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
  functionSchema,
  invocationResultSchema,
  type CloudFunction,
  type FunctionChoices,
  type FunctionLogs,
  type FunctionQuery,
  type Invocation,
  type InvocationResult,
  type LogQuery,
  type NewFunction,
} from './schema';

const functionAnswer = functionDetailsSchema.extend({
  freshness: freshnessSchema.array(),
});

/** A function with all its details, and the freshness of the sources it came from. @public */
export type FunctionAnswer = z.infer<typeof functionAnswer>;

/** The door to Knative functions. @public */
export interface FunctionsApi {
  listFunctions(
    query?: FunctionQuery,
    options?: DoorRequestOptions,
  ): Promise<Page<CloudFunction>>;
  getFunction(
    id: string,
    options?: DoorRequestOptions,
  ): Promise<FunctionAnswer>;
  getChoices(options?: DoorRequestOptions): Promise<FunctionChoices>;
  precheckFunction(
    input: NewFunction,
    options?: DoorRequestOptions,
  ): Promise<Precheck>;
  /** Builds and deploys; a function that the caller may redeploy is built anew. */
  deployFunction(
    input: NewFunction,
    options?: DoorRequestOptions,
  ): Promise<CloudFunction>;
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
export class FunctionsClient implements FunctionsApi {
  private readonly door: Door;

  constructor(options: DoorOptions) {
    this.door = new Door('functions', options);
  }

  listFunctions(query: FunctionQuery = {}, options?: DoorRequestOptions) {
    return this.door.request(
      { path: '/functions', query, answer: functionListSchema },
      options,
    );
  }

  getFunction(id: string, options?: DoorRequestOptions) {
    return this.door.request(
      { path: pathOf('functions', id), answer: functionAnswer },
      options,
    );
  }

  getChoices(options?: DoorRequestOptions) {
    return this.door.request(
      { path: '/choices', answer: functionChoicesSchema },
      options,
    );
  }

  precheckFunction(input: NewFunction, options?: DoorRequestOptions) {
    return this.door.request(
      {
        method: 'POST',
        path: '/functions/precheck',
        body: input,
        answer: precheckSchema,
      },
      options,
    );
  }

  deployFunction(input: NewFunction, options?: DoorRequestOptions) {
    return this.door.request(
      {
        method: 'POST',
        path: '/functions',
        body: input,
        answer: functionSchema,
      },
      options,
    );
  }

  invokeFunction(id: string, input: Invocation, options?: DoorRequestOptions) {
    return this.door.request(
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
    return this.door.request(
      {
        path: pathOf('functions', id, 'logs'),
        query,
        answer: functionLogsSchema,
      },
      options,
    );
  }
}
