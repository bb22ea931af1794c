import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '../Clock';
import { createCompany } from '../company/company';
import type { CloudUrls } from '../context';
import { managementCrds, RancherServer } from '../kubernetes';
import type { KubeObject } from '../kubernetes/types';
import { Scenarios } from '../Scenarios';

/** A Rancher without its controllers: nothing happens in it but what a test writes. */
export interface QuietRancher {
  server: RancherServer;
  scenarios: Scenarios;
  url: string;
  token: string;
  caFile: string;
  /** Writes an object, and its status as a controller would. What exists is changed. */
  put(object: KubeObject): Promise<void>;
  remove(object: KubeObject): Promise<void>;
  /** Refuses these requests, in order of their number, instead of answering them. */
  refuse(
    answer: ((request: Request) => Response | undefined) | undefined,
  ): void;
  stop(): Promise<void>;
}

/** Starts a Rancher on a free port. */
export async function startRancher(): Promise<QuietRancher> {
  const stateDir = await mkdtemp(join(tmpdir(), 'rancher-'));
  const scenarios = new Scenarios();
  const server = new RancherServer(
    {
      clock: new SystemClock(),
      company: createCompany(),
      scenarios,
      stateDir,
      urls: {} as CloudUrls,
      log: () => {},
    },
    { port: 0, crds: managementCrds },
  );
  let refusal: ((request: Request) => Response | undefined) | undefined;
  const fetch = server.management.fetch.bind(server.management);
  server.management.fetch = async (request, ...others) =>
    refusal?.(request) ?? fetch(request, ...others);
  await server.start();

  const send = async (method: string, path: string, body: KubeObject) => {
    const response = await fetch(
      new Request(`http://rancher${path}`, {
        method,
        headers: {
          'content-type':
            method === 'PATCH'
              ? 'application/merge-patch+json'
              : 'application/json',
        },
        body: method === 'DELETE' ? undefined : JSON.stringify(body),
      }),
    );
    if (!response.ok && response.status !== 409) {
      throw new Error(`${method} ${path}: ${await response.text()}`);
    }
    return response.status;
  };

  return {
    server,
    scenarios,
    url: server.url,
    token: server.token,
    caFile: join(stateDir, 'ca.crt'),
    async put(object) {
      const path = collectionOf(object);
      const one = `${path}/${object.metadata.name}`;
      if ((await send('POST', path, object)) === 409)
        await send('PATCH', one, object);
      if (object.status) await send('PATCH', `${one}/status`, object);
    },
    async remove(object) {
      await send(
        'DELETE',
        `${collectionOf(object)}/${object.metadata.name}`,
        object,
      );
    },
    refuse(answer) {
      refusal = answer;
    },
    async stop() {
      await server.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

function collectionOf({ apiVersion, kind, metadata }: KubeObject): string {
  const root = apiVersion.includes('/') ? 'apis' : 'api';
  const place = metadata.namespace ? `/namespaces/${metadata.namespace}` : '';
  return `/${root}/${apiVersion}${place}/${kind.toLowerCase()}s`;
}
