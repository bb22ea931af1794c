import type { KubeConfig } from '@kubernetes/client-node';
import type { RequestOptions } from 'node:https';
import { Agent, fetch } from 'undici';
import { KubeClient } from './KubeClient';

/** A client of the API server that a kubeconfig names, such as a real kube-apiserver. */
export async function clientOf(kubeConfig: KubeConfig): Promise<KubeClient> {
  const server = kubeConfig.getCurrentCluster()?.server;
  if (!server) throw new Error('The kubeconfig names no current cluster');
  const options: RequestOptions = {};
  await kubeConfig.applyToHTTPSOptions(options);
  const { ca, cert, key, servername, rejectUnauthorized } = options;
  const dispatcher = new Agent({
    // a watch may be silent for long
    bodyTimeout: 0,
    connect: { ca, cert, key, servername, rejectUnauthorized },
  });
  const headers = Object.entries(options.headers ?? {}).map(
    ([name, value]): [string, string] => [name, String(value)],
  );
  return new KubeClient(async request => {
    const answer = await fetch(request.url, {
      method: request.method,
      headers: [...request.headers, ...headers],
      body: request.body ? await request.text() : undefined,
      signal: request.signal,
      dispatcher,
    });
    return new Response(answer.body as ReadableStream | null, {
      status: answer.status,
    });
  }, server);
}
