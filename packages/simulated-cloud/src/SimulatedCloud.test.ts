import net, { type AddressInfo } from 'node:net';
import { freePorts } from './context';
import type { KubeObject } from './kubernetes/types';
import { kinds } from './controllers/runtime';
import { SimulatedCloud } from './SimulatedCloud';
import { downstreamOf, managementOf } from './testUtils/kubernetes';
import { conditionOf } from './testUtils/askForCluster';
import { startSimulatedCloud } from './testUtils/startSimulatedCloud';

jest.setTimeout(60_000);

const namespace = 'fleet-default';

/** What two runs must have in common: names and states, not ids and times. */
async function portraitOf(cloud: SimulatedCloud) {
  const client = await managementOf(cloud);
  const portrait: unknown[] = [];
  for (const kind of [
    kinds.cluster,
    kinds.managementCluster,
    kinds.machine,
    kinds.helmOp,
  ]) {
    const { items } = await client.list<KubeObject>(kind);
    portrait.push(
      items.map(({ metadata, spec, status }) => ({
        name: metadata.name,
        labels: metadata.labels,
        version: (spec as { kubernetesVersion?: string }).kubernetesVersion,
        conditions: (
          (status as { conditions?: { type: string; status: string }[] })
            .conditions ?? []
        ).map(condition => [condition.type, condition.status]),
      })),
    );
  }
  return portrait;
}

describe('the simulated cloud', () => {
  it('begins the same every time, whatever happened before', async () => {
    const first = await startSimulatedCloud();
    const before = await portraitOf(first);
    const client = await managementOf(first);
    await client.delete(kinds.cluster, {
      namespace,
      name: 'functions-south',
    });
    await first.stop();

    const second = await startSimulatedCloud();
    expect(await portraitOf(second)).toEqual(before);
    await second.stop();
  });

  it('has twelve clusters by default, some of them in trouble, up within seconds', async () => {
    const begin = Date.now();
    const cloud = await startSimulatedCloud({
      company: { projects: 40, servers: 300, clusters: 12, functions: 25 },
    });
    expect(Date.now() - begin).toBeLessThan(8000);
    const client = await managementOf(cloud);
    const { items } = await client.list<KubeObject>(kinds.managementCluster);
    const names = items.map(
      ({ spec }) => (spec as { displayName: string }).displayName,
    );
    expect(names).toHaveLength(13);
    expect(names).toEqual(
      expect.arrayContaining([
        'local',
        'functions-north',
        'functions-south',
        'checkout-prod',
        'payments-prod',
      ]),
    );
    expect(
      items.filter(item => conditionOf(item, 'Connected')?.status === 'False'),
    ).toHaveLength(1);

    const downstream = await downstreamOf(cloud, 'payments-prod');
    const nodes = await downstream.list<KubeObject>(kinds.node);
    expect(
      nodes.items.filter(node => conditionOf(node, 'Ready')?.status !== 'True'),
    ).toHaveLength(1);
    await cloud.stop();
  });

  it('switches scenarios while it runs', async () => {
    const cloud = await startSimulatedCloud();
    const url = `${cloud.urls.control}/scenarios`;
    const put = (body: object) =>
      fetch(url, { method: 'PUT', body: JSON.stringify(body) });
    const answer = await put({ name: 'rancher-down', on: true });
    expect(await answer.json()).toMatchObject({
      scenarios: [{ name: 'rancher-down', on: true }],
    });
    const client = await managementOf(cloud);
    await expect(client.list(kinds.cluster)).rejects.toThrow(
      'no available server',
    );
    await put({ name: 'rancher-down', on: false });
    expect((await client.list(kinds.cluster)).items.length).toBeGreaterThan(0);

    const refused = await put({ name: 'earthquake', on: true });
    expect(refused.status).toBe(400);
    await cloud.stop();
  });

  it('says in one sentence which port is taken, and leaves nothing running', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(
      SimulatedCloud.start({
        stateDir: `${process.env.TMPDIR ?? '/tmp'}/simulated-cloud-taken`,
        ports: { ...freePorts, rancher: port },
        company: { clusters: 2 },
      }),
    ).rejects.toThrow(
      `Port ${port} is taken by another program; end it (another simulated cloud, perhaps) and try again.`,
    );
    other.close();
  });

  it('tells a portal where everything is, in ordinary configuration', async () => {
    const cloud = await startSimulatedCloud();
    const { cloud: config } = cloud.config() as {
      cloud: { rancher: { url: string; token: string; caFile: string }[] };
    };
    const [{ url, token, caFile }] = config.rancher;
    expect(url).toBe(cloud.urls.rancher);
    expect(token).toMatch(/^token-portal:[a-z0-9]{54}$/);
    expect(caFile).toMatch(/ca\.crt$/);
    await cloud.stop();
  });
});
