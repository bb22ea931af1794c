import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Page } from '@flytower/cloud-common';
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
import type { InvocationRequest } from '../invoke/invokeFunction';

export interface AskedBy {
  credentials: BackstageCredentials;
}

export interface ListOptions extends AskedBy {
  /** Narrows the list, its total and its facets to what the asker may see. */
  narrow?: (functions: CloudFunction[]) => Promise<CloudFunction[]>;
}

export type FunctionQueryParsed = z.output<typeof functionQuerySchema>;
export type LogQueryParsed = z.output<typeof logQuerySchema>;

/** Functions, in the portal's words. What changes them is an operation. */
export interface FunctionsService {
  list(
    query: FunctionQueryParsed,
    options: ListOptions,
  ): Promise<Page<CloudFunction>>;
  /** A function with its owners, at once, for who decides about permissions. */
  find(id: string): CloudFunction | undefined;
  get(id: string, options: AskedBy): Promise<FunctionAnswer>;
  choices(options: AskedBy): Promise<FunctionChoices>;
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
