import {
  ConflictError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  invocationSchema,
  InvocationResult,
} from '@flytower/cloud-common/functions';
import type { EndpointPolicy } from '@flytower/cloud-node/upstream/http';
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { z } from 'zod';

/** A checked call. */
export type InvocationRequest = z.output<typeof invocationSchema>;

export const invocationLimits = { timeoutMs: 30_000, bytes: 1_048_576 };

/** Headers of an answer that mean something only to its connection, or that carry credentials. */
const kept = (name: string) =>
  !/^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|set-cookie2?|www-authenticate|authorization)$/.test(
    name,
  );

/**
 * Calls a function at its own address. Nothing of the request that reached the portal is passed on: no header, no
 * cookie, no token; and where the call goes is known from the platform, never from the person who calls.
 */
export async function invokeFunction(options: {
  title: string;
  url: string | undefined;
  invoke: 'http' | 'cloudevent';
  gateway: string | undefined;
  endpoints: EndpointPolicy;
  input: InvocationRequest;
  limits?: typeof invocationLimits;
}): Promise<InvocationResult> {
  const { title, url, gateway, endpoints, input } = options;
  if (!url)
    throw new ConflictError(`The function "${title}" has no address yet`);
  const own = new URL(url);
  const target = new URL(gateway ?? own);
  // a path such as "//elsewhere" would be another host, and "//" none at all
  const wanted = URL.parse(input.path, own.href);
  if (wanted?.host !== own.host)
    throw new InputError('path: must be a path on the function');
  endpoints.check(target);

  const { body, headers } = requestOf(options);
  const client = target.protocol === 'https:' ? https : http;
  const started = performance.now();
  const limits = options.limits ?? invocationLimits;
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(
        new ServiceUnavailableError(
          /abort|timeout/i.test(error.name)
            ? `The function "${title}" did not answer within ${
                limits.timeoutMs / 1000
              } seconds`
            : `The function "${title}" cannot be reached: ${error.message}`,
        ),
      );
    const request = client.request(
      target,
      {
        method: input.method,
        path: `${wanted.pathname}${wanted.search}`,
        headers: {
          ...headers,
          host: own.host,
          'user-agent': 'flytower',
          ...(body !== undefined && {
            'content-length': Buffer.byteLength(body),
          }),
        },
        lookup: endpoints.lookup,
        signal: AbortSignal.timeout(limits.timeoutMs),
        agent: false,
      },
      response => {
        read(response, limits.bytes).then(({ text, truncated }) => {
          const answered = Object.fromEntries(
            Object.entries(response.headers)
              .filter(([name]) => kept(name))
              .map(([name, value]) => [name, String(value)]),
          );
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'],
            headers: answered,
            body: text,
            truncated,
            durationMs: Math.round(performance.now() - started),
          });
        }, fail);
      },
    );
    request.on('error', fail);
    request.end(body);
  });
}

function requestOf({
  input,
  invoke,
}: {
  input: InvocationRequest;
  invoke: 'http' | 'cloudevent';
}): { headers: Record<string, string>; body?: string } {
  const { event, contentType, method } = input;
  if (invoke === 'cloudevent' && !event)
    throw new InputError(
      'event: this function takes CloudEvents; say of which type and source',
    );
  const hasBody = method !== 'GET' && input.body !== undefined;
  const content = hasBody ? { 'content-type': contentType } : undefined;
  const body = hasBody ? input.body : undefined;
  if (!event) return { headers: { ...content }, body };
  return {
    body,
    headers: {
      ...content,
      'ce-specversion': '1.0',
      'ce-id': randomUUID(),
      'ce-time': new Date().toISOString(),
      'ce-type': encoded(event.type),
      'ce-source': encoded(event.source),
      ...(event.subject && { 'ce-subject': encoded(event.subject) }),
    },
  };
}

/** Header values of CloudEvents are percent-encoded where they are not printable ASCII. */
function encoded(value: string): string {
  // half a character cannot be encoded; writing it as UTF-8 puts a replacement character in its place
  return Buffer.from(value)
    .toString()
    .replace(/[^\x21\x23\x24\x26-\x7e]+/gu, encodeURIComponent);
}

async function read(response: http.IncomingMessage, limit: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) {
      response.destroy();
      break;
    }
  }
  const text = Buffer.concat(chunks).subarray(0, limit).toString('utf8');
  return { text, truncated: size > limit };
}
