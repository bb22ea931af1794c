import { ManualClock } from '../Clock';
import { KubernetesApi } from './KubernetesApi';
import { provisioningCluster } from './crds/provisioning';

describe('a simulated cluster', () => {
  const clock = new ManualClock();
  const now = clock.now();
  const api = new KubernetesApi({
    name: 'test',
    clock,
    crds: [provisioningCluster],
    bookmarkMs: 20,
    hooks: {
      logsOf: ({ container }) => [
        { time: now - 60_000, text: `${container} starts` },
        { time: now - 1000, text: `${container} works` },
      ],
      proxyOf: async ({ service, path }) =>
        service === 'prometheus' ? new Response(path) : undefined,
    },
  });
  const send = (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) =>
    api.fetch(
      new Request(`http://cluster.test${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: body && JSON.stringify(body),
      }),
    );
  const pods = '/api/v1/namespaces/default/pods';
  const clusters =
    '/apis/provisioning.cattle.io/v1/namespaces/default/clusters';
  const cluster = (name: string, spec: object) => ({
    apiVersion: 'provisioning.cattle.io/v1',
    kind: 'Cluster',
    metadata: { name },
    spec,
  });

  beforeAll(async () => {
    await send('POST', pods, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'main', image: 'web:1' }] },
    });
  });

  it.each([
    ['', 'main starts\nmain works\n'],
    ['?tailLines=1', 'main works\n'],
    ['?sinceSeconds=10', 'main works\n'],
    [
      '?tailLines=1&timestamps=true',
      `${new Date(now - 1000).toISOString()} main works\n`,
    ],
    [`?sinceTime=${new Date(now).toISOString()}`, ''],
  ])('reads the log of a container: %s', async (query, expected) => {
    const response = await send('GET', `${pods}/web/log${query}`);
    expect(await response.text()).toBe(expected);
  });

  it('has no log of a container that is not there', async () => {
    const response = await send('GET', `${pods}/web/log?container=other`);
    expect(response.status).toBe(400);
    expect((await response.json()).message).toBe(
      'container other is not valid for pod web',
    );
  });

  it('hands requests on to services', async () => {
    const services = '/api/v1/namespaces/default/services';
    const found = await send(
      'GET',
      `${services}/http:prometheus:9090/proxy/api/v1/query?query=up`,
    );
    expect(await found.text()).toBe('/api/v1/query?query=up');
    const missing = await send('GET', `${services}/nothing/proxy/`);
    expect(missing.status).toBeGreaterThanOrEqual(500);
  });

  it('prints tables with the columns of a definition', async () => {
    await send('POST', clusters, cluster('shop', { kubernetesVersion: 'v1' }));
    const response = await send('GET', clusters, undefined, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    const table = await response.json();
    expect(table.kind).toBe('Table');
    expect(
      table.columnDefinitions.map((column: { name: string }) => column.name),
    ).toEqual([
      'Name',
      'Version',
      'Cluster Name',
      'Age',
      'Kubeconfig',
      'Ready',
    ]);
    expect(table.rows[0].cells).toEqual(['shop', 'v1', '', '0s', '', '']);
    expect(table.rows[0].object.kind).toBe('PartialObjectMetadata');
  });

  it('warns of unknown fields, or refuses them when it is asked to be strict', async () => {
    const spec = { unheardOf: 1 };
    const warned = await send('POST', clusters, cluster('odd', spec));
    expect(warned.headers.get('warning')).toBe(
      '299 - "unknown field \\"spec.unheardOf\\""',
    );
    const refused = await send(
      'POST',
      `${clusters}?fieldValidation=Strict`,
      cluster('odder', spec),
    );
    expect(refused.status).toBe(400);
    expect((await refused.json()).message).toBe(
      'Cluster in version "v1" cannot be handled as a Cluster: strict decoding error: unknown field "spec.unheardOf"',
    );
  });

  it('sends those who resume from a forgotten version back to the list', async () => {
    const first = await (await send('GET', `${pods}?limit=1`)).json();
    await send('POST', '/api/v1/namespaces/default/configmaps', {
      metadata: { name: 'later' },
    });
    api.compact();
    const version = first.metadata.resourceVersion;
    const watch = await send(
      'GET',
      `${pods}?watch=true&resourceVersion=${version}`,
    );
    expect(JSON.parse(await watch.text())).toMatchObject({
      type: 'ERROR',
      object: { code: 410, reason: 'Expired' },
    });
  });

  it('keeps quiet watches alive with bookmarks', async () => {
    const ended = new AbortController();
    const watch = await api.fetch(
      new Request(
        `http://cluster.test${pods}?watch=true&allowWatchBookmarks=true&resourceVersion=0`,
        { signal: ended.signal },
      ),
    );
    const reader = watch.body?.getReader();
    const decoder = new TextDecoder();
    let seen = '';
    while (!seen.includes('BOOKMARK')) {
      seen += decoder.decode((await reader?.read())?.value);
    }
    ended.abort();
    expect(seen).toMatch(/^\{"type":"ADDED".*\n\{"type":"BOOKMARK"/);
  });

  it('lets a pod end before it is gone', async () => {
    await send('POST', `${pods}/web/binding`, {
      apiVersion: 'v1',
      kind: 'Binding',
      target: { kind: 'Node', name: 'one' },
    });
    const deleted = await (await send('DELETE', `${pods}/web`)).json();
    expect(deleted.metadata.deletionGracePeriodSeconds).toBe(30);
    expect((await send('GET', `${pods}/web`)).status).toBe(200);
    await clock.advance(1000);
    expect((await send('GET', `${pods}/web`)).status).toBe(404);
  });

  it('knows an applied port again whose protocol is left out', async () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'applied' },
      spec: { ports: [{ port: 80 }] },
    };
    const apply = async () => {
      const response = await send(
        'PATCH',
        '/api/v1/namespaces/default/services/applied?fieldManager=me',
        service,
        { 'content-type': 'application/apply-patch+yaml' },
      );
      return response.json();
    };
    const first = await apply();
    const second = await apply();
    expect(second).toEqual(first);
    expect(second.spec.ports).toEqual([
      { port: 80, protocol: 'TCP', targetPort: 80 },
    ]);
  });
});
