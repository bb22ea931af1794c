import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Page, Precheck } from '@flytower/cloud-common';
import type {
  CloudFunction,
  FunctionAnswer,
  FunctionChoices,
  FunctionLogs,
  functionQuerySchema,
  InvocationResult,
  logQuerySchema,
} from '@flytower/cloud-common/functions';
import type { z } from 'zod';
import type { FunctionRequest } from '../deploy/FunctionMaker';
import type { InvocationRequest } from '../invoke/invokeFunction';

export interface AskedBy {
  credentials: BackstageCredentials;
}

export interface ListOptions extends AskedBy {
  /** Narrows the list, its total and its facets to what the asker may see. */
  narrow?: (functions: CloudFunction[]) => Promise<CloudFunction[]>;
}

export interface ChangeOptions extends AskedBy {
  /** Entity ref of who is to be named in what is written. */
  requester?: string;
}

export type FunctionQueryParsed = z.output<typeof functionQuerySchema>;
export type LogQueryParsed = z.output<typeof logQuerySchema>;

/** Functions, in the portal's words. */
export interface FunctionsService {
  list(
    query: FunctionQueryParsed,
    options: ListOptions,
  ): Promise<Page<CloudFunction>>;
  /** A function with its owners, at once, for who decides about permissions. */
  find(id: string): CloudFunction | undefined;
  get(id: string, options: AskedBy): Promise<FunctionAnswer>;
  choices(options: AskedBy): Promise<FunctionChoices>;
  /** The function that a request would deploy anew, when there is one. */
  existing(
    input: FunctionRequest,
    options: AskedBy,
  ): Promise<CloudFunction | undefined>;
  precheck(input: FunctionRequest, options: AskedBy): Promise<Precheck>;
  deploy(
    input: FunctionRequest,
    options: ChangeOptions,
  ): Promise<CloudFunction>;
  invoke(
    id: string,
    input: InvocationRequest,
    options: AskedBy,
  ): Promise<InvocationResult>;
  logs(
    id: string,
    query: LogQueryParsed,
    options: AskedBy,
  ): Promise<FunctionLogs>;
}
