import { timestamp } from '../objects/metadata';
import { badRequest, methodNotAllowed } from '../status';
import { isObject } from '../types';
import { readObject } from './body';
import { answer } from './json';
import type { ResourceRequest } from './resourceRoutes';

/** `TokenRequest`: a token of a service account that ends. */
export async function tokenRoute(
  { cluster, request, served, info }: ResourceRequest,
  name: string,
): Promise<Response> {
  if (request.method !== 'POST') throw methodNotAllowed();
  const account = cluster.writer.require(served, {
    namespace: info.namespace,
    name,
  });
  const body = await readObject(request);
  if (!isObject(body)) throw badRequest('a TokenRequest is expected');
  const spec = isObject(body.spec) ? body.spec : {};
  const audiences = Array.isArray(spec.audiences)
    ? spec.audiences.map(String)
    : [];
  const seconds = Number(spec.expirationSeconds ?? 3600);
  if (seconds < 600) {
    throw badRequest(
      'spec.expirationSeconds: Invalid value: may not specify a duration less than 10 minutes',
    );
  }
  const now = cluster.clock.now();
  const { token, expires } = cluster.tokens.issue({
    account,
    audiences,
    seconds,
    now,
  });
  return answer(
    JSON.stringify({
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: {
        name,
        namespace: info.namespace,
        creationTimestamp: timestamp(now),
      },
      spec: { audiences, expirationSeconds: seconds },
      status: { token, expirationTimestamp: timestamp(expires) },
    }),
    201,
  );
}
