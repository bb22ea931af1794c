import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SystemClock } from '../../Clock';
import { Scenarios } from '../../Scenarios';
import { KubernetesApi } from '../KubernetesApi';
import { startRancher } from '../testUtils/startRancher';
import type { RancherServer } from './RancherServer';

describe('the port of Rancher', () => {
  const clock = new SystemClock();
  const scenarios = new Scenarios();
  let stateDir: string;
  let rancher: RancherServer;

  const get = (path: string, headers: Record<string, string> = {}) =>
    rancher.fetch(
      new Request(`https://rancher.test${path}`, {
        headers: { authorization: `Bearer ${rancher.token}`, ...headers },
      }),
    );
  const post = (path: string, body: object) =>
    rancher.fetch(
      new Request(`https://rancher.test${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${rancher.token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      }),
    );

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'rancher-'));
    rancher = await startRancher({ clock, scenarios, stateDir });
    rancher.addDownstream('c-m-one', new KubernetesApi({ name: 'one', clock }));
    // its controllers get their turn: service accounts of namespaces come a moment later
    await clock.sleep(10);
  });

  afterAll(async () => {
    await rancher.stop();
    await rm(stateDir, { recursive: true, force: true });
  });

  it('has a token of the portal that follows from the seed', () => {
    expect(rancher.token).toMatch(/^token-portal:[a-z0-9]{54}$/);
  });

  it('refuses who brings no token, in the words of its filter', async () => {
    for (const authorization of ['', 'Bearer token-portal:wrong', 'Bearer x']) {
      const response = await get('/api/v1/namespaces', { authorization });
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual({
        type: 'error',
        status: '401',
        message: 'Unauthorized 401: must authenticate',
      });
    }
  });

  it('takes the token as Basic and as cookie as well', async () => {
    const basic = Buffer.from(rancher.token).toString('base64');
    const asBasic = await get('/version', { authorization: `Basic ${basic}` });
    expect(asBasic.status).toBe(200);
    const asCookie = await rancher.fetch(
      new Request('https://rancher.test/version', {
        headers: { cookie: `R_SESS=${rancher.token}` },
      }),
    );
    expect(asCookie.status).toBe(200);
  });

  it('keeps a token that is made for one cluster to that cluster', async () => {
    await post('/apis/management.cattle.io/v3/tokens', {
      apiVersion: 'management.cattle.io/v3',
      kind: 'Token',
      metadata: { name: 'token-scoped' },
      token: 'secret',
      userId: 'u-1',
      clusterName: 'c-m-one',
    });
    const authorization = 'Bearer token-scoped:secret';
    const inside = await get('/k8s/clusters/c-m-one/version', {
      authorization,
    });
    expect(inside.status).toBe(200);
    const outside = await get('/version', { authorization });
    expect(outside.status).toBe(401);
  });

  it('lets a service account of a cluster in, into that cluster only', async () => {
    const path = '/api/v1/namespaces/default/serviceaccounts/default/token';
    const issued = await post(`/k8s/clusters/c-m-one${path}`, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 600 },
    });
    const { status } = await issued.json();
    const authorization = `Bearer ${status.token}`;
    const inside = await get('/k8s/clusters/c-m-one/api/v1/namespaces', {
      authorization,
    });
    expect(inside.status).toBe(403);
    const outside = await get('/api/v1/namespaces', { authorization });
    expect(outside.status).toBe(401);
  });

  it('serves what a portal looks up before it signs in', async () => {
    const open = { authorization: '' };
    expect(await (await get('/ping', open)).text()).toBe('pong');
    const version = await (await get('/rancherversion', open)).json();
    expect(version.Version).toMatch(/^v2\.\d+\.\d+$/);
    const releases = await get('/v1-rke2-release/releases', open);
    const versions = (await releases.json()).data.map(
      (release: { version: string }) => release.version,
    );
    const setting = await get('/v3/settings/rke2-default-version');
    expect(versions).toContain((await setting.json()).value);
    const ca = await (await get('/v3/settings/cacerts', open)).json();
    expect(ca.value).toBe(await readFile(join(stateDir, 'ca.crt'), 'utf8'));
    expect((await get('/v3/settings/server-url', open)).status).toBe(401);
  });

  it('answers for a cluster it does not know, without a JSON content type', async () => {
    const response = await get('/k8s/clusters/c-m-none/api/v1/nodes');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.json()).toMatchObject({
      Message: 'No cluster available',
    });
  });

  it('cannot reach a cluster whose agent is gone, and ends its watches', async () => {
    const path = '/k8s/clusters/c-m-one/api/v1/namespaces';
    const watch = await get(`${path}?watch=true&resourceVersion=0`);
    const reader = watch.body?.getReader();
    await reader?.read();
    rancher.setConnected('c-m-one', false);
    let ended = false;
    while (!ended) ended = (await reader?.read())?.done ?? true;
    const response = await get(path);
    expect(response.status).toBe(503);
    expect(await response.text()).toBe('cluster agent disconnected');
    rancher.setConnected('c-m-one', true);
    expect((await get(path)).status).toBe(200);
  });

  it.each(['/api/v1', '/k8s/clusters/c-m-one/api/v1'])(
    'ends watches at %s when it goes down, also those that began long ago',
    async root => {
      const watch = await get(
        `${root}/namespaces?watch=true&resourceVersion=0`,
      );
      const reader = watch.body!.getReader();
      await reader.read();
      await collectGarbage();
      scenarios.set({ name: 'rancher-down', on: true });
      try {
        let last = await reader.read();
        while (!last.done) last = await reader.read();
        expect(last.done).toBe(true);
      } finally {
        scenarios.set({ name: 'rancher-down', on: false });
      }
    },
  );

  it('plays what can go wrong', async () => {
    scenarios.set({ name: 'rancher-down', on: true });
    expect((await get('/version')).status).toBe(503);
    scenarios.set({ name: 'rancher-down', on: false });
    scenarios.set({ name: 'rancher-401', on: true });
    expect((await get('/version')).status).toBe(401);
    scenarios.set({ name: 'rancher-401', on: false });
    scenarios.set({ name: 'html-answer', on: true, target: 'rancher' });
    const page = await get('/version');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    scenarios.set({ name: 'html-answer', on: false });
    expect((await get('/version')).status).toBe(200);
  });

  it('keeps its certificates over a restart', async () => {
    const before = await readFile(join(stateDir, 'ca.crt'), 'utf8');
    const again = await startRancher({ clock, scenarios, stateDir });
    await again.stop();
    expect(await readFile(join(stateDir, 'ca.crt'), 'utf8')).toBe(before);
  });

  it('writes a kubeconfig with a context for each cluster', async () => {
    const file = await rancher.writeKubeConfig();
    const text = await readFile(file, 'utf8');
    expect(text).toContain('current-context: management');
    expect(text).toContain(`${rancher.url}/k8s/clusters/c-m-one`);
  });
});

/** What nothing holds is gone after this, as it would be after some minutes. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  // what was looked at in this turn of the event loop is kept until its end
  await setTimeout(10);
  runInNewContext('gc')();
  await setTimeout(10);
}
