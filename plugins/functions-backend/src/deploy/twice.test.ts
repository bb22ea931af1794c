import { KubernetesClient } from '@flytower/cloud-node/upstream/kubernetes';
import {
  changeService,
  functionAnnotations,
  knativeKinds,
} from '@flytower/cloud-node/upstream/knative';
import {
  platformCrds,
  startRancher,
} from '@flytower/simulated-cloud/testUtils';
import { startBuild } from './startBuild';

jest.setTimeout(60_000);

/** An attempt may have died at any place, and the next one does not know where. */
describe('what an operation writes, when it is written again', () => {
  let rancher: Awaited<ReturnType<typeof startRancher>>;
  let client: KubernetesClient;
  const namespace = 'shop';
  const where = { namespace, name: 'hello' };

  beforeAll(async () => {
    rancher = await startRancher();
    rancher.server.management.install(platformCrds);
    client = KubernetesClient.create({
      system: 'The server',
      kubeConfig: rancher.server.kubeConfig(),
    });
    await client.create(knativeKinds.coreNamespace, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    await client.create(knativeKinds.knativeService, {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: where,
      spec: {
        template: { spec: { containers: [{ image: 'hello@sha256:1' }] } },
        traffic: [{ latestRevision: true, percent: 100 }],
      },
    });
  });
  afterAll(() => rancher.stop());

  const build = (operationId: string) =>
    startBuild({
      client,
      env: { TOKEN: 'x' },
      plan: {
        ...where,
        operationId,
        projectId: 'f00d',
        git: { url: 'https://git.test/a/b', revision: 'main', contextDir: '' },
        runtime: 'node',
        invoke: 'http',
        requester: 'user:default/ines.duarte',
        buildStrategy: 'flytower-node',
        registry: 'registry.test/functions',
      },
    });
  const count = async (
    kind:
      | typeof knativeKinds.shipwrightBuildRun
      | typeof knativeKinds.coreSecret,
  ) =>
    (await client.listAll<{ metadata: Named }>(kind, { namespace })).map(
      ({ metadata }) => metadata.name,
    );

  it('is one run of the build and one environment per operation', async () => {
    const first = await build('op-1');
    expect(await build('op-1')).toBe(first);
    await client.delete(knativeKinds.shipwrightBuildRun, {
      namespace,
      name: first,
    });
    expect(await build('op-1')).toBe(first);
    expect(await count(knativeKinds.shipwrightBuildRun)).toEqual([first]);
    expect(await count(knativeKinds.coreSecret)).toHaveLength(1);
    const [one, two] = await Promise.all([build('op-2'), build('op-2')]);
    expect(one).toBe(two);
    expect(await count(knativeKinds.shipwrightBuildRun)).toHaveLength(2);
    expect(await count(knativeKinds.coreSecret)).toHaveLength(2);
  });

  it('is one change of the service, noted with it, and what others change meanwhile stays', async () => {
    const change = (operationId: string, revisionName: string) =>
      changeService(client, { ...where, operationId }, () => ({
        spec: { traffic: [{ revisionName, percent: 100 }] },
      }));
    const first = await change('op-3', 'hello-00001');
    expect(first.metadata.annotations).toMatchObject({
      [functionAnnotations.operation]: 'op-3',
    });
    await client.patch(knativeKinds.knativeService, where, {
      metadata: { labels: { mine: 'yes' } },
    });
    const again = await change('op-3', 'hello-00001');
    expect(again.metadata.generation).toBe(first.metadata.generation);
    const next = await change('op-4', 'hello-00002');
    expect(next).toMatchObject({
      metadata: { labels: { mine: 'yes' } },
      spec: { traffic: [{ revisionName: 'hello-00002', percent: 100 }] },
    });
  });
});

type Named = Awaited<ReturnType<KubernetesClient['get']>>['metadata'];
