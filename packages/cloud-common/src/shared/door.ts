import { ResponseError } from '@backstage/errors';
import type { z } from 'zod';

/** What a door client needs of its surroundings; the browser's and the server's APIs both fit. @public */
export interface DoorOptions {
  discovery: { getBaseUrl(pluginId: string): Promise<string> };
  fetch: { fetch: typeof fetch };
}

/** @public */
export interface DoorRequestOptions {
  /** A Backstage token; in the browser the fetch API adds it itself. */
  token?: string;
  signal?: AbortSignal;
}

type QueryValue = string | number | boolean | readonly string[] | undefined;

interface DoorRequest<T extends z.ZodType> {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: { [key: string]: QueryValue };
  body?: unknown;
  answer: T;
}

/**
 * One plugin's REST API, seen from anywhere: builds the address, sends, refuses what is not of the promised shape.
 * Refusals arrive as `ResponseError` of `@backstage/errors`.
 *
 * @public
 */
export class Door {
  constructor(
    private readonly pluginId: string,
    private readonly options: DoorOptions,
  ) {}

  async request<T extends z.ZodType>(
    request: DoorRequest<T>,
    options: DoorRequestOptions = {},
  ): Promise<z.output<T>> {
    const baseUrl = await this.options.discovery.getBaseUrl(this.pluginId);
    const response = await this.options.fetch.fetch(
      `${baseUrl}${request.path}${toQueryString(request.query)}`,
      {
        method: request.method ?? 'GET',
        headers: {
          accept: 'application/json',
          ...(request.body !== undefined && {
            'content-type': 'application/json',
          }),
          ...(options.token && { authorization: `Bearer ${options.token}` }),
        },
        body:
          request.body === undefined ? undefined : JSON.stringify(request.body),
        signal: options.signal,
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return request.answer.parse(await response.json());
  }
}

/** Path from parts, each escaped. @public */
export function pathOf(...parts: string[]): string {
  return parts.map(part => `/${encodeURIComponent(part)}`).join('');
}

function toQueryString(query: DoorRequest<z.ZodType>['query'] = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== '') params.append(key, String(one));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
