import { SystemClock } from '../../Clock';
import { KubernetesApi } from '../KubernetesApi';

const namespace = 'default';
const labels = { app: 'web' };

const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels },
  spec: { containers: [{ name: 'web', image: 'web' }] },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});

function cluster(budget: object, selector: object = { matchLabels: labels }) {
  const api = new KubernetesApi({
    name: 'shop',
    clock: new SystemClock(),
    version: 'v1.31.9+rke2r1',
    deprecatedApis: [
      {
        group: 'flowcontrol.apiserver.k8s.io',
        version: 'v1beta3',
        resource: 'flowschemas',
        removedRelease: '1.32',
      },
    ],
  });
  api.seed([
    pod('web-0'),
    pod('web-1'),
    pod('web-2'),
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web', namespace },
      spec: { ...budget, selector },
    },
  ]);
  const ask = (path: string, init?: RequestInit) =>
    api.fetch(new Request(`http://shop${path}`, init));
  return {
    api,
    ask,
    async status() {
      const path = `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets/web`;
      return (await (await ask(path)).json()).status;
    },
    evict: (name: string) =>
      ask(`/api/v1/namespaces/${namespace}/pods/${name}/eviction`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name, namespace },
        }),
      }),
  };
}

describe('a disruption budget', () => {
  it.each([
    ['minAvailable 2', { minAvailable: 2 }, 1],
    ['minAvailable 50%', { minAvailable: '50%' }, 1],
    ['maxUnavailable 2', { maxUnavailable: 2 }, 2],
    ['maxUnavailable 0', { maxUnavailable: 0 }, 0],
  ])('of %s of three healthy pods lets some go', async (_, budget, allowed) => {
    expect(await cluster(budget).status()).toMatchObject({
      disruptionsAllowed: allowed,
      currentHealthy: 3,
      expectedPods: 3,
    });
  });

  it.each([
    [{}, 1],
    [{ matchLabels: { app: 'other' } }, 0],
    [
      { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] },
      1,
    ],
    [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, 0],
  ])('selects as %j says', async (selector, allowed) => {
    const { status } = cluster({ minAvailable: 2 }, selector);
    expect(await status()).toMatchObject({ disruptionsAllowed: allowed });
  });

  it('lets pods go until it is used up, then says so', async () => {
    const { evict, status } = cluster({ minAvailable: 2 });
    expect((await evict('web-0')).status).toBe(201);
    expect(await status()).toMatchObject({ disruptionsAllowed: 0 });
    const refused = await evict('web-1');
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      reason: 'TooManyRequests',
      message:
        "Cannot evict pod as it would violate the pod's disruption budget.",
      details: {
        causes: [
          {
            reason: 'DisruptionBudget',
            message:
              'The disruption budget web needs 2 healthy pods and has 2 currently',
          },
        ],
      },
    });
  });
});

describe("an API server's metrics", () => {
  it('count deprecated APIs that were asked for, until they are gone', async () => {
    const { api, ask } = cluster({ minAvailable: 1 });
    const metrics = async () => (await ask('/metrics')).text();
    expect(await metrics()).toContain(
      'apiserver_requested_deprecated_apis{group="flowcontrol.apiserver.k8s.io",removed_release="1.32",resource="flowschemas",subresource="",version="v1beta3"} 1',
    );
    api.setVersion('v1.32.8+rke2r1');
    expect(await metrics()).not.toContain('flowschemas');
  });
});
